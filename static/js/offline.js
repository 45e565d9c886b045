// Without a line: a page that says so, and no form that would only lose its text.
if (page.getElementById("offline")) {
  store((box) => root.dataset.theme ? box.setItem("theme", root.dataset.theme) : box.removeItem("theme"));
  addEventListener("load", () => navigator.serviceWorker?.register("/service-worker.js").catch(() => {}));
}

function showKept(list) {
  const boxes = store((box) => Object.keys(box).filter((key) => key.startsWith(DRAFT)).map((key) => JSON.parse(box[key]))) ?? [];
  const texts = boxes.flatMap(Object.values).map(({text}) => text.trim()).filter(Boolean);
  list.append(...texts.map((text) => Object.assign(page.createElement("li"), {textContent: text})));
  list.parentElement.hidden = !texts.length;
  root.dataset.theme = store((box) => box.getItem("theme")) ?? "";
  addEventListener("online", () => location.reload());
}

all("[data-kept]").forEach(showKept);

// What htmx sends stays on its page by itself.
on("submit", "form:not([method=dialog], [hx-post], [hx-get])", (event, form) => {
  if (navigator.onLine || form.closest("[hx-boost\\:inherited]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  toast(OFFLINE);
}, true);
