/* Suggestions under boxes that name things; without them every form works as it is.
   A box with data-suggest becomes a combobox (ARIA 1.2): in a search a choice leads to its page, elsewhere it fills the box. */
"use strict";
document.querySelectorAll("input[data-suggest]").forEach((input, number) => {
  const form = input.form;
  if (!form || !window.fetch) return;
  const searching = form.getAttribute("role") === "search";
  const list = document.createElement("ul");
  let found = [], chosen = -1, waiting = 0, asked = "", silent = false;
  list.id = "suggestions-" + number;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : input.name);
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function choose(index) {
    chosen = index;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
    if (index < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }
  function take(hit) {
    if (searching && hit.href) {
      location.href = new URL(hit.href, new URL(input.dataset.suggest, location.href)).href;
      return;
    }
    input.value = hit.name;
    close();
  }
  function show(hits) {
    const before = found[chosen];
    found = hits;
    list.replaceChildren(...hits.map((hit, index) => {
      const option = document.createElement("li");
      const kind = document.createElement("small");
      option.id = list.id + "-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      kind.textContent = [hit.note, hit.kind].filter(Boolean).join(" · ");
      option.append(hit.name, kind);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(hit); });
      return option;
    }));
    list.hidden = hits.length === 0;
    // what was chosen among the hits of fewer letters stays chosen
    choose(before ? hits.findIndex((hit) => hit.href === before.href && hit.name === before.name) : -1);
    input.setAttribute("aria-expanded", String(hits.length > 0));
  }
  async function ask() {
    const text = asked = input.value.trim();
    if (!text || silent) { close(); return; }
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", text);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const said = answer.ok ? await answer.json() : {};
      if (asked === text) show(said.hits || []);
    } catch { silent = true; close(); }
  }
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const ring = found.length + 1;
      choose((chosen + 1 + (event.key === "ArrowDown" ? 1 : -1) + ring) % ring - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(found[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
});
