/* Suggestions under the search box; without them the form works as it is. */
"use strict";
(function () {
  const input = document.querySelector("input[data-suggest]");
  if (!input || !window.fetch) return;
  const form = input.form;
  const list = document.createElement("ul");
  let found = [], chosen = -1, waiting = 0, asked = "";
  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : "");
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);

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
  function go(hit) {
    if (hit.href) { location.href = hit.href; return; }
    input.value = hit.name;
    form.submit();
  }
  function show(hits) {
    found = hits;
    list.replaceChildren(...hits.map((hit, index) => {
      const option = document.createElement("li");
      const kind = document.createElement("small");
      option.id = "suggestion-" + index;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(hit.name);
      kind.textContent = hit.kind || "";
      option.append(kind);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); go(hit); });
      return option;
    }));
    chosen = -1;
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
  }
  async function ask() {
    const text = input.value.trim();
    asked = text;
    if (!text) { show([]); return; }
    try {
      const address = input.dataset.suggest + "?q=" + encodeURIComponent(text);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) { close(); return; }
      const said = await answer.json();
      if (asked === text) show(said.hits || []);
    } catch { close(); }
  }
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const ring = found.length + 1;
      choose((chosen + 1 + step + ring) % ring - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(found[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
})();
