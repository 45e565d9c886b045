// The picker: what a field of some tasks can become, beside where it stands. The server knows what can be chosen.
function placeOf(field, refs) {
  const place = `[data-pick="${field}"], [form=pick][name="${field}"]`;
  if (refs.length > 1) return [...all(place, bar()), ...all("button", bar())].find(isSeen);
  const row = elementOf(refs[0]);
  const spot = all(place, row ?? taskOpen() ?? page).find(isSeen);
  return spot ?? (row && titleLink(row));
}

// It opens at once, so that what is typed before its choices are there is not taken for keys.
async function openChoices(field, refs, anchor) {
  const box = page.getElementById("picker");
  const early = page.createElement("input");
  Object.assign(early, {className: "input", type: "search", ariaLabel: _("Find")});
  early.dataset.filter = "";
  box.replaceChildren(early);
  box.showPopover();
  early.focus({preventScroll: true});
  setBeside(box, anchor);
  const answer = await fetch(bar().getAttribute("action").replace("bulk", `pick/${field}`), {
    method: "POST",
    headers: {...PIECE.headers, "HX-Current-URL": location.href},
    body: new URLSearchParams({...chosenAs(refs), next: location.pathname + location.search}),
  }).catch(() => null);
  if (!answer?.ok) {
    box.hidePopover();
    return toast(FAILURES[answer?.status] ?? _("This could not be loaded. Try again."));
  }
  const html = await answer.text();
  if (!box.contains(early) || !box.matches(":popover-open")) return;
  box.innerHTML = html;
  htmx.process(box);
  setBeside(box, anchor);
  const list = box.querySelector("[data-options]");
  const found = box.querySelector("[data-filter]");
  if (!list) {
    const field = box.querySelector("input:not([type=hidden])");
    field?.focus();
    if (field && early.value) field.value = early.value;
    else field?.select();
    field?.dispatchEvent(new Event("input", {bubbles: true}));
    return early.dataset.enter !== undefined && field?.form.requestSubmit();
  }
  offer(list, found);
  found.value = early.value;
  found.dispatchEvent(new Event("input", {bubbles: true}));
  if (early.dataset.enter !== undefined) optionsOf(list).find((option) => option.ariaSelected === "true")?.click();
}

// Beside its anchor and inside the window; on phones it comes up from the edge, as the style sheet
// has it, unless it belongs to a place in the text.
function setBeside(box, anchor) {
  box.removeAttribute("style");
  if (!anchor || box.id === "picker" && matchMedia("(max-width: 48rem)").matches) return;
  const {left, top, bottom} = anchor.getBoundingClientRect();
  const floor = visualViewport.offsetTop + visualViewport.height; // a phone's keyboard covers what is below
  const below = bottom + 4 + box.offsetHeight <= floor - 8;
  Object.assign(box.style, {
    inset: "auto",
    margin: 0,
    left: `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`,
    top: `${below ? bottom + 4 : Math.max(8, top - box.offsetHeight - 4)}px`,
  });
}

on("click", "[data-pick]:not([data-act]), [form=pick]", (event, link) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !bar()) return;
  event.preventDefault();
  const {task = taskOpen()?.dataset.ref} = link.closest("[data-task]")?.dataset ?? {};
  openChoices(link.dataset.pick ?? link.name, picked.has(task) ? [...picked] : [task], link);
});
