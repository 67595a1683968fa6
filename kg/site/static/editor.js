// The editor in place of the plain form, which stays for those without script.
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("yasgui");
  const form = document.getElementById("query-form");
  if (!place || !form || typeof Yasgui === "undefined") return;
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  // completion from other hosts is switched off: what is typed stays here
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  place.hidden = false; // the editor measures its place
  form.hidden = true;
  const made = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: `plan-kg ${endpoint}`,
  });
  const text = form.elements.query.value;
  const tab = made.getTab() || made.addTab(true);
  if (text) tab.setQuery(text);
});
