// Tasks that are dragged, by mouse or touch here and by keys in moving.js. A container says what landing in it means:
//   data-drag="tasks"       tasks move between the containers of one name
//   data-drag-url="/acme/tasks/{}/place"    where it is posted, {} being the task; the answer is pieces, as for any form
//   data-drag-values="status=completed"     what is sent when a task comes from another container, as a query
//   data-drag-order=""      the place within counts: its neighbours are sent as `after` and `before`;
//                  ="top"   what comes lands on top; without the attribute its place is the server's affair
//   data-drag-name="In progress"            the container in words, for those who hear it
//   data-drag-why="…"       said to who tries to sort where the order is not ours
//   data-drag-keys="board"  keys work here too: arrows and Space, or with "list" only Alt and arrows
// Items are the children with data-task; data-version is sent as `version`, and `shown=1` because the page shows the
// drop already. If it is refused, or the line is lost, the item goes back. From the lift to the answer <html> has
// data-dragging, and a morph leaves the children of the containers alone.
const DRAGGED = "[data-drag] > [data-task]";
const CONTROLS = "button, input, select, textarea, label, summary, [popover]";
const SKIPS = htmx.config.morphSkipChildren;
const HOLD = 100;
const LONG_PRESS = 250;
const TREMOR = 5;
const sortables = new Set();
let library;
let held = 0;
let sending = Promise.resolve();

function dragItems(box) {
  return all(":scope > [data-task]", box);
}

function whereIs(item) {
  return {box: item.parentElement, next: item.nextElementSibling};
}

function putBack(item, {box, next}) {
  if (item.isConnected && box.isConnected) box.insertBefore(item, next?.parentElement === box ? next : null);
}

// Whoever lifts lands once: a drop that is on its way and the next drag may overlap.
function lift() {
  if (held++) return;
  root.dataset.dragging = "";
  htmx.config.morphSkipChildren = `${SKIPS}, [data-drag]`;
}

function land() {
  if (--held) return;
  delete root.dataset.dragging;
  htmx.config.morphSkipChildren = SKIPS;
}

function refuseDrop(item, from, why) {
  putBack(item, from);
  if (why) toast(why);
  land();
}

// Send where a lifted item is now (from a source without fields, or these would be sent too); one after the other, because neighbours are meant as they will be by then.
function drop(item, from) {
  const box = item.parentElement;
  const came = box !== from.box;
  const {dragOrder: order, dragUrl: url, dragValues, dragWhy} = box.dataset;
  if (!came && order !== "") return refuseDrop(item, from, dragWhy);
  if (!came && item.nextElementSibling === from.next) return land();
  if (order === "top") box.prepend(item);
  const values = {shown: 1, version: item.dataset.version ?? "", ...came && Object.fromEntries(new URLSearchParams(dragValues))};
  if (order === "") {
    values.after = item.previousElementSibling?.dataset.task ?? "";
    values.before = item.nextElementSibling?.dataset.task ?? "";
  } else values.place = "stay";
  const send = () => htmx.ajax("POST", url.replace("{}", item.dataset.task), {source: "#live", swap: "none", values, item, from});
  sending = sending.then(send).catch(() => {}).then(land);
}

page.addEventListener("htmx:finally:request", ({detail: {ctx}}) => {
  if (ctx.from && (!ctx.response || ctx.response.status >= 400 || ctx.hx?.redirect)) putBack(ctx.item, ctx.from);
});

// The library comes with the first drag: held down and moved by mouse, or held for a moment by touch.
function fetchLibrary() {
  library ??= new Promise((done, fail) => {
    const script = page.createElement("script");
    script.src = page.querySelector("meta[name=drag-library]").content;
    script.onload = done;
    script.onerror = () => { library = undefined; fail(); };
    page.head.append(script);
  });
  return library;
}

function makeSortable(box) {
  let from;
  sortables.add(Sortable.create(box, {
    group: box.dataset.drag,
    sort: box.dataset.dragOrder === "",
    draggable: "[data-task]",
    filter: CONTROLS,
    preventOnFilter: false,
    delay: LONG_PRESS,
    delayOnTouchOnly: true,
    touchStartThreshold: TREMOR,
    fallbackTolerance: TREMOR,
    forceFallback: true,
    fallbackOnBody: true,
    fallbackClass: "drag-lifted",
    ghostClass: "drag-slot",
    emptyInsertThreshold: 24,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onStart({item}) {
      from = whereIs(item);
      lift();
      Sortable.ghost?.removeAttribute("id");
      Sortable.ghost?.removeAttribute("data-task");
    },
    onEnd({item}) {
      if (from) drop(item, from);
      from = undefined;
      setTimeout(() => page.dispatchEvent(new Event("click"))); // The library swallows one click; not the next real one.
    },
  }));
}

// The library keeps what it knows of a container, and the container, until it is told to forget it.
whenShown(() => {
  if (held) return;
  for (const one of sortables) {
    if (one.el.isConnected) continue;
    one.destroy();
    sortables.delete(one);
  }
});

on("pointerdown", DRAGGED, (event, item) => {
  if (event.button || !event.isPrimary || event.target.closest(CONTROLS)) return;
  if (window.Sortable) all("[data-drag]").forEach((box) => Sortable.get(box) ?? makeSortable(box));
  else awaitDrag(event, item);
}, true);

function awaitDrag(down, item) {
  const over = new AbortController();
  const {signal} = over;
  const {target, pointerId, pointerType, clientX, clientY} = down;
  const byTouch = pointerType !== "mouse";
  let last = down;
  const tell = (type, {clientX, clientY}) => target.dispatchEvent(new PointerEvent(type,
    {bubbles: true, cancelable: true, isPrimary: true, pointerId, pointerType, clientX, clientY}));
  const again = () => {
    if (signal.aborted || !item.isConnected) return;
    over.abort();
    tell("pointerdown", down);
    tell("pointermove", last);
  };
  const begin = () => fetchLibrary().then(again, () => toast(_("Dragging could not be loaded. Try again, or use the menu.")));
  const timer = byTouch && setTimeout(begin, HOLD);
  signal.addEventListener("abort", () => clearTimeout(timer));
  page.addEventListener("pointermove", (event) => {
    last = event;
    if (Math.hypot(event.clientX - clientX, event.clientY - clientY) < TREMOR) return;
    if (byTouch) over.abort();
    else if (!library) begin();
  }, {signal});
  for (const end of ["pointerup", "pointercancel"]) page.addEventListener(end, () => over.abort(), {signal});
}

// The browser's own dragging of links, and the menu of a long press, would take the pointer away.
on("dragstart", DRAGGED, (event) => event.preventDefault());
on("contextmenu", DRAGGED, (event) => { if (event.pointerType === "touch" || root.dataset.dragging === "") event.preventDefault(); });

// The library leaves empty style attributes behind; htmx would copy them to what it swaps in, which the policy refuses.
page.addEventListener("htmx:before:swap", () => all("[data-drag] > [style]").forEach((item) => item.removeAttribute("style")));
