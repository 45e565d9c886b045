// Z undoes one's own last change and Shift+Z redoes it; so do Ctrl/⌘+Z, but in a field these are the browser's own.
page.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.key.toLowerCase() !== "z" || event.repeat) return;
  const isSingle = !(event.ctrlKey || event.metaKey);
  if (isTyping(event.target) || isSingle && root.dataset.keys === "off" || page.querySelector("dialog[open]")) return;
  const form = page.getElementById(event.shiftKey ? "redo" : "undo");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

// F6 leads to the newest toast and its button.
page.addEventListener("keydown", (event) => {
  const button = event.key === "F6" && all("#toasts :is(button, a)").at(-1);
  if (!button) return;
  event.preventDefault();
  button.focus();
});
