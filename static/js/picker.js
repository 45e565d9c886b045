// The picker: what a field of some tasks can become, beside where it stands. The server knows what can be chosen.
function placeOf(field, refs) {
  if (refs.length > 1) return [...all(`[data-pick="${field}"]`, bar()), ...all("button", bar())].find(isSeen);
  const row = elementOf(refs[0]);
  const spot = row ? row.querySelector(`a[data-pick="${field}"]`) : page.querySelector(`[popovertarget="prop-${field}"]`);
  return spot && isSeen(spot) ? spot : row && titleLink(row);
}

async function openPicker(field, refs, anchor) {
  const box = page.getElementById("picker");
  const answer = await fetch(bar().getAttribute("action").replace("bulk", `pick/${field}`), {
    method: "POST",
    headers: {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": location.href},
    body: new URLSearchParams({ref: refs.join(), next: location.pathname + location.search}),
  }).catch(() => null);
  if (!answer?.ok) return toast(FAILURES[answer?.status] ?? "This could not be loaded. Try again.");
  box.innerHTML = await answer.text();
  htmx.process(box);
  box.showPopover();
  const list = box.querySelector("[data-options]");
  if (list) offer(list, box.querySelector("[data-filter]"));
  setBeside(box, anchor);
}

// Beside its anchor and inside the window; on phones it comes up from the edge, as the style sheet has it.
function setBeside(box, anchor) {
  box.removeAttribute("style");
  if (!anchor || matchMedia("(max-width: 48rem)").matches) return;
  const {left, top, bottom} = anchor.getBoundingClientRect();
  const below = bottom + 4 + box.offsetHeight <= innerHeight - 8;
  Object.assign(box.style, {
    inset: "auto",
    margin: 0,
    left: `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`,
    top: `${below ? bottom + 4 : Math.max(8, top - box.offsetHeight - 4)}px`,
  });
}

on("click", "a[data-pick]", (event, link) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !bar()) return;
  event.preventDefault();
  const {task} = link.closest("[data-task]").dataset;
  openPicker(link.dataset.pick, picked.has(task) ? [...picked] : [task], link);
});
