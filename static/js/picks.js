// Many tasks at once: boxes, X, Shift and Ctrl/⌘+A pick them; the bar at the foot says what can be done with them.
// The selection is known by task, so that swaps and live changes keep it; who has left the page has left it too.
const picked = new Set();
const bar = () => page.getElementById("bulk");
const everything = () => page.getElementById("everything") ?? {};
let pickedLast = "";

function showPicks() {
  for (const row of all(TASKS_SHOWN)) {
    const on = picked.has(row.dataset.task);
    row.toggleAttribute("data-picked", on);
    const box = row.querySelector(".task-row__pick");
    if (box) box.checked = on;
  }
  const selecting = page.getElementById("selecting");
  if (picked.size && selecting) selecting.checked = true;
  root.toggleAttribute("data-selection", picked.size > 0);
  root.toggleAttribute("data-selecting", picked.size > 0 || selecting?.checked === true);
  const count = bar()?.querySelector("[data-count]");
  if (count) count.textContent = picked.size ? _(`${picked.size} selected`) : _("Selected");
}

function sayPicks() {
  everything().checked = false;
  showPicks();
  announce(picked.size ? _(`${picked.size} selected`) : _("Nothing selected"));
}

function pickAlso(ref, on = true) {
  if (!bar()) return;
  on ? picked.add(ref) : picked.delete(ref);
  pickedLast = ref;
  sayPicks();
}

function togglePick(ref) {
  pickAlso(ref, !picked.has(ref));
}

function pickAll() {
  const rows = bar() ? shownRows() : [];
  if (!rows.length) return false;
  rows.forEach((row) => picked.add(row.dataset.task));
  sayPicks();
}

function clearPicks() {
  picked.clear();
  const selecting = page.getElementById("selecting");
  if (selecting) selecting.checked = false;
  sayPicks();
}

function pickRange(ref, on = true) {
  const refs = shownRows().map((row) => row.dataset.task);
  const [from, to] = [refs.indexOf(pickedLast || cursor), refs.indexOf(ref)].sort((a, b) => a - b);
  refs.slice(Math.max(from, 0), to + 1).forEach((one) => on ? picked.add(one) : picked.delete(one));
  pickedLast = ref;
  sayPicks();
}

on("click", ".task-row__pick", (event, box) => {
  event.shiftKey ? pickRange(box.value, box.checked) : pickAlso(box.value, box.checked);
});

on("click", `${TASKS_SHOWN} [class$=__title]`, (event, link) => {
  if (!event.shiftKey || !bar()) return;
  event.preventDefault();
  pickRange(link.closest("[data-task]").dataset.task);
}, true);

// Where there are no boxes, whatever is tapped while selecting is picked.
on("click", `${TASKS_SHOWN}:not(.task-row)`, (event, item) => {
  if (!page.getElementById("selecting")?.checked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  togglePick(item.dataset.task);
}, true);

on("reset", "#bulk", () => setTimeout(clearPicks));

on("change", "#selecting", (event, box) => box.checked ? showPicks() : clearPicks());

whenShown(() => {
  for (const ref of [...picked]) if (!elementOf(ref)) picked.delete(ref);
  showPicks();
});

// A page that comes back brings its checked boxes along.
addEventListener("pageshow", () => {
  all(".task-row__pick:checked").forEach((box) => picked.add(box.value));
  showPicks();
});

// The picked tasks as a form names them: each, or all that match where the box says so.
function chosenAs(refs) {
  return everything().checked && refs.length === picked.size ? {matching: location.pathname + location.search} : {ref: refs.join()};
}

function send(values) {
  return htmx.ajax("POST", bar().getAttribute("action"), {source: "#live", swap: "none", values});
}

function act(button, refs = targets()) {
  if (!refs.length) return toast(_("Choose a task first: J and K move to one, X selects it."));
  const {act: name, pick} = button.dataset;
  if (pick) return openChoices(pick, refs, placeOf(pick, refs) ?? button);
  if (name === "copy") return navigator.clipboard?.writeText(refs.join(" ")).then(() => toast(_(`Copied ${refs.join(" ")}.`)));
  let {value} = button;
  if (name === "complete" && refs.every((ref) => elementOf(ref)?.matches("[data-closed]") ?? taskOpen()?.matches("[data-closed]"))) value = "pending";
  return send({...chosenAs(refs), [button.name]: value});
}

function actByKey(key) {
  const button = bar()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  act(button);
}

on("click", "[data-act]", (event, button) => {
  event.preventDefault();
  button.closest("[popover]")?.hidePopover();
  act(button);
});
