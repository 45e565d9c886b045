// A toast goes after ten seconds, but stays while the pointer or the focus is on it.
const TOAST_STAYS = 10_000;

function toast(text) {
  const region = page.getElementById("toasts");
  if (!region) return;
  const box = page.createElement("div");
  box.className = "toast";
  const words = page.createElement("span");
  words.textContent = text;
  box.append(words);
  region.append(box);
}

function letGo(box) {
  let timer;
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => box.matches(":hover, :focus-within") ? start() : box.remove(), TOAST_STAYS);
  };
  box.addEventListener("pointerleave", start);
  box.addEventListener("focusout", start);
  start();
}

function watchToasts() {
  for (const box of all("#toasts > .toast:not([data-timed])")) {
    if (box.querySelector("[data-way-back]")) offerOne(box);
    box.dataset.timed = "";
    letGo(box);
  }
}

// Only the newest offers a way back: of what was done before that, the history does.
function offerOne(newest) {
  for (const box of all("#toasts > .toast:has([data-way-back])")) {
    if (box !== newest && !box.matches(":hover, :focus-within")) box.remove();
  }
}

watchToasts();
const toastRegion = page.getElementById("toasts");
if (toastRegion) new MutationObserver(watchToasts).observe(toastRegion, {childList: true});

on("click", "[data-close-toast]", (event, button) => button.closest(".toast").remove());
