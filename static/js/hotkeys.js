// Keys by data-hotkey="c", "c,q" (either) or "g i" (one after the other) on a field, link or button; off while typing, and with data-keys="off" on <html>.
const CHORD_LASTS = 1_500;
let firstKey = "";
let firstKeyTimer;

function hotkeyTarget(keys) {
  const found = all("[data-hotkey]").filter((element) => hotkeysOf(element).includes(keys) && isSeen(element) && !element.disabled);
  return found.find((element) => element.matches("input, textarea")) ?? found.at(-1);
}

function hotkeysOf(element) {
  return element.dataset.hotkey.split(",");
}

function startsChord(key) {
  return Boolean(page.querySelector(`[data-hotkey^="${CSS.escape(key)} "]`));
}

function leaveField(element) {
  if (!isTyping(element) || element.closest("[popover], dialog")) return;
  if (element.matches("input[data-auto-submit], textarea[data-auto-submit]")) restore(element);
  const box = element.closest(".edit");
  if (!box) return element.blur();
  box.open = false; // what was typed is still there when it is opened again
  box.querySelector("summary").focus();
}

// What is typed while a key leads to a field of another page is for that field, and no key of this one.
let early = null;

page.addEventListener("keydown", (event) => {
  const {key} = event;
  if (early === null || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || /^F\d/.test(key)) return;
  early = key === "Escape" ? null : key === "Backspace" ? early.slice(0, -1) : early + (key.length > 1 ? "" : key);
  store(() => sessionStorage.setItem("early", early ?? ""));
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

store(() => {
  const field = page.querySelector("[autofocus]");
  if (field && sessionStorage.early) {
    field.value = sessionStorage.early + field.value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  sessionStorage.removeItem("early");
});
addEventListener("pageshow", () => { early = null; });

page.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") return leaveField(event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
  if (isTyping(event.target) || root.dataset.keys === "off" || page.querySelector("dialog[open]")) return;

  const keys = firstKey + event.key;
  clearTimeout(firstKeyTimer);
  firstKey = "";
  const target = hotkeyTarget(keys);
  if (target) {
    event.preventDefault();
    target.matches("input, textarea") ? target.focus() : target.click();
    if (/\/new$|focus=/.test(target.href)) early = "";
  } else if (startsChord(event.key)) {
    firstKey = `${event.key} `;
    firstKeyTimer = setTimeout(() => { firstKey = ""; }, CHORD_LASTS);
  }
});
