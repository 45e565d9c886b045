// The page for want of a line: it lists what was typed on this device and not yet saved, and looks for the line itself,
// which may be back before this hears of it, or later than the browser says.
const list = document.querySelector("[data-kept]");

function showKept() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  const texts = keys.flatMap((key) => Object.values(JSON.parse(localStorage[key]))).map(({text}) => text.trim()).filter(Boolean);
  list.append(...texts.map((text) => Object.assign(document.createElement("li"), {textContent: text})));
  list.parentElement.hidden = !texts.length;
  document.documentElement.dataset.theme = localStorage.theme ?? "";
}

function look() {
  fetch("/health").then(() => location.reload(), () => {});
}

addEventListener("online", look);
setInterval(look, 5_000);
try {
  showKept();
} catch {
  // Private windows may refuse storage; then nothing is kept.
}
