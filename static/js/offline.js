// Without a line: a page that says so (kept.js), and no form that would only lose its text.
if (page.getElementById("offline")) {
  store((box) => root.dataset.theme ? box.setItem("theme", root.dataset.theme) : box.removeItem("theme"));
  addEventListener("load", () => navigator.serviceWorker?.register("/service-worker.js").catch(() => {}));
}

// What htmx sends stays on its page by itself.
on("submit", "form:not([method=dialog], [hx-post], [hx-get])", (event, form) => {
  if (navigator.onLine || form.closest("[hx-boost\\:inherited]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  toast(OFFLINE);
}, true);
