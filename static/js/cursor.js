// The cursor: one row or card of the page is current. J, K and the arrows move it, letters act on it, and the controls
// of its row are the one tab stop of their list. It is known by its task, so that swaps and live changes keep it.
const TASKS_SHOWN = "#main [data-task]";
const REACHABLE = "a, button, input, select, textarea, summary";
const STRIDES = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, Home: -Infinity, End: Infinity};
let cursor = "";
let cursorAt = 0;

function shownRows() {
  return all(TASKS_SHOWN).filter(isSeen);
}

function taskOpen() {
  return page.getElementById("task");
}

// What a key or a command is about: the selection, else what has the focus, else the cursor, else the open task.
function targets() {
  if (picked.size) return [...picked];
  const open = taskOpen()?.dataset.ref;
  const inOpen = page.activeElement?.closest("#task");
  const one = inOpen ? open : elementOf(cursor) ? cursor : open;
  return one ? [one] : [];
}

function putCursor(row) {
  cursor = row.dataset.task;
  cursorAt = shownRows().indexOf(row);
  showCursor();
}

function showCursor() {
  const rows = all(TASKS_SHOWN);
  let now = elementOf(cursor);
  if (cursor && !now) {
    now = shownRows()[Math.min(cursorAt, rows.length - 1)];
    cursor = now?.dataset.task ?? "";
  }
  const stop = now ?? rows[0];
  for (const row of rows) {
    row.toggleAttribute("data-cursor", row === now);
    if (!row.matches(".task-row")) continue;
    for (const control of all(REACHABLE, row)) row === stop ? control.removeAttribute("tabindex") : control.tabIndex = -1;
  }
}

function goTo(row) {
  putCursor(row);
  titleLink(row)?.focus({preventScroll: true});
  row.scrollIntoView({block: "nearest"});
}

function stride(step, extend) {
  const rows = shownRows();
  if (!rows.length) return false;
  const at = rows.indexOf(elementOf(cursor));
  const next = rows[at < 0 ? (step === Infinity ? rows.length - 1 : 0) : Math.max(0, Math.min(rows.length - 1, at + step))];
  if (extend) {
    if (at >= 0) pickAlso(rows[at].dataset.task);
    pickAlso(next.dataset.task);
  }
  goTo(next);
  return true;
}

const CLOSING = 500;

// Esc lets go of the selection first; on a task's own page it then leads back to where one came from.
function stepBack() {
  if (picked.size) return clearPicks();
  const up = page.querySelector("[data-up]");
  if (!up || page.querySelector(".panel") || performance.now() - closedAt < CLOSING) return false;
  if (history.length > 1 && page.referrer.startsWith(location.origin)) history.back();
  else up.click();
}

function rename(row) {
  const link = titleLink(row);
  const field = page.createElement("input");
  Object.assign(field, {className: "rename", value: link.textContent.trim(), maxLength: 200});
  field.setAttribute("aria-label", _("Title"));
  field.dataset.local = "";
  const version = row.dataset.version ?? "";
  const was = field.value;
  let over = false;
  const done = (save) => {
    if (over) return;
    over = true;
    const title = field.value.trim();
    field.remove();
    titleLink(row)?.focus();
    const values = {title, version};
    if (save && title && title !== was) htmx.ajax("POST", link.pathname, {source: "#live", swap: "none", values});
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    done(event.key === "Enter");
  });
  field.addEventListener("blur", () => done(true));
  link.before(field);
  field.select();
}

const LIST_KEYS = {
  F2() {
    const open = page.querySelector("#task [name=title]");
    const row = elementOf(cursor);
    if (open && (!row || page.activeElement.closest("#task"))) open.focus();
    else if (row?.matches(".task-row, .card") && bar()) rename(row);
    else return false;
  },
  x() {
    const row = elementOf(cursor);
    if (!row || !bar()) return false;
    togglePick(cursor);
  },
  m() {
    const link = taskOpen() ? null : elementOf(cursor) && titleLink(elementOf(cursor));
    const beside = link && taskBeside(link);
    if (beside) openTask(beside, {focus: "#comment-form textarea"});
    else if (link) link.click();
    else return false;
  },
  Escape: stepBack,
  Enter: () => page.activeElement === page.body && elementOf(cursor) ? titleLink(elementOf(cursor)).click() : false,
};

page.addEventListener("keydown", (event) => {
  const {target, altKey, shiftKey} = event;
  if (event.defaultPrevented || isTyping(target) || altKey || firstKey || target.closest?.("[popover], dialog") || page.querySelector("dialog[open]")) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.key.length === 1 && !command && root.dataset.keys === "off") return;
  const inList = target === page.body || target.matches("#main") || target.closest("[data-task]:not(tr)");
  const isArrow = key in STRIDES && key.length > 1;
  let done = false;
  if (command) done = key === "a" && !shiftKey && pickAll();
  else if (key in STRIDES && (inList || !isArrow)) done = stride(STRIDES[key], shiftKey);
  else if (key in LIST_KEYS && !shiftKey) done = LIST_KEYS[key]();
  else if (!shiftKey) done = actByKey(key);
  if (done !== false) event.preventDefault();
});

page.addEventListener("focusin", ({target}) => {
  const row = target.closest?.(TASKS_SHOWN);
  if (row && row.dataset.task !== cursor) putCursor(row);
});

whenShown(showCursor);
