// Search in a site of files: goes through the names that names.js holds.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const list = document.getElementById("found");
  if (!list || typeof names === "undefined") return;
  const english = document.documentElement.lang === "en";
  const fold = (text) => text.normalize("NFKC").toLowerCase().trim();
  const asked = new URLSearchParams(location.search).get("q") || "";
  const text = fold(asked);
  const box = document.getElementById("q");
  box.value = asked;
  if (!text) return;
  const heard = text.replace(/[\s'’·-]+/g, "");

  // exact before beginning before inside before sound; names.js has the weightiest first
  function rank([, , name, en, , others, sounds]) {
    const all = [name, en, ...others].map(fold);
    if (all.includes(text)) return 0;
    if (all.some((one) => one.startsWith(text))) return 1;
    if (all.some((one) => one.includes(text))) return 2;
    if (/^[a-zü]+$/.test(heard) && sounds.some((one) => one.startsWith(heard))) return 3;
    return 4;
  }
  const hits = [];
  for (const row of names) {
    const found = rank(row);
    if (found < 4) hits.push([found, row]);
  }
  hits.sort((one, other) => one[0] - other[0]);
  for (const [, [kind, path, name, en, weight]] of hits.slice(0, 200)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const note = document.createElement("small");
    link.href = list.dataset.root + encodeURI(path) + ".html";
    link.textContent = english && en ? en : name;
    if (english && !en) link.lang = "zh-Hans";
    note.textContent = ` ${kinds[kind][english ? 1 : 0]}${weight ? ` · ${weight}` : ""}`;
    item.append(link, note);
    list.append(item);
  }
  if (!hits.length) {
    const none = document.createElement("p");
    none.className = "note";
    none.textContent = list.dataset.none;
    list.replaceWith(none);
  }
});
