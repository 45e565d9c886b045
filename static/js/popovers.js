// Menus, small forms and dialogs: they open without a script; this adds arrows, focus and tidy closing.
on("click", "[data-dialog]", (event, opener) => {
  const dialog = page.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  opener.closest("[popover]")?.hidePopover();
  dialog.showModal();
});

on("click", "[data-close-dialog]", (event, button) => {
  event.preventDefault();
  button.closest("dialog").close();
});

// A question of the server's comes as a dialog that is to be open.
whenShown(() => all("dialog[data-open]").forEach((dialog) => {
  delete dialog.dataset.open; // Once: what was closed stays closed.
  if (!dialog.open) dialog.showModal();
}));

// What was chosen is done: the menu, dialog or toast it was chosen in goes, unless the answer is an error inside it.
page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  if (ctx.response?.status >= 400) return;
  const from = ctx.sourceElement;
  for (const open of all("[popover]:popover-open")) {
    if (!open.contains(from) || open.dataset.stays === undefined) open.hidePopover();
  }
  from?.closest("dialog[open]:not([data-stays])")?.close();
  from?.closest(".toast")?.remove();
});

// A text that was saved closes the form it was changed in.
page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  if (ctx.response?.status >= 400) return;
  const box = page.getElementById(ctx.sourceElement?.closest("details.edit")?.id);
  if (!box) return;
  box.open = false;
  box.querySelector("summary").focus({preventScroll: true});
});

// When a popover was closed last: an Escape right after it was meant for it.
let closedAt = -Infinity;

// The first field or choice of an opened popover takes the focus; a text field in one has "autofocus", which is sooner.
page.addEventListener("toggle", (event) => {
  const box = event.target;
  if (event.newState === "closed") closedAt = performance.now();
  if (event.newState !== "open" || !box.matches?.("[popover]:not([popover=manual])") || box.contains(page.activeElement)) return;
  box.querySelector("input:not([type=hidden]), select, textarea, a, button")?.focus({preventScroll: true});
}, true);

// The field of a text that is opened by hand takes it before the next key comes ("toggle" may be later than that).
on("click", ".edit > summary", (event, summary) => {
  event.preventDefault();
  const box = summary.parentElement;
  box.open = !box.open;
  if (box.open) box.querySelector("textarea, input:not([type=hidden])")?.focus();
});

const STEPS = {ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity};

on("keydown", ".menu[popover]", (event, menu) => {
  const step = STEPS[event.key];
  if (step === undefined || isTyping(event.target)) return;
  const items = all("a, button:not(:disabled), input:not([type=hidden])", menu).filter(isSeen);
  const at = items.indexOf(page.activeElement);
  const next = Number.isFinite(step) ? (at + step + items.length) % items.length : step < 0 ? 0 : items.length - 1;
  event.preventDefault();
  items[next]?.focus();
});
