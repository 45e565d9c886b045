// The table: arrows walk its cells; Enter or a click brings the control that changes a cell, Escape takes it back.
const CELL = "[role=grid] :is(th, td)";
const WALK = {ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], Home: [0, -99], End: [0, 99]};
let stop = {};

function stopOf(cell) {
  return cell.querySelector(".grid__sort") ?? cell;
}

function setStop(cell) {
  const grid = cell.closest("[role=grid]");
  all("[tabindex='0']", grid).forEach((old) => { old.tabIndex = -1; });
  stopOf(cell).tabIndex = 0;
  stop = {row: cell.parentElement.id, column: cell.cellIndex};
}

// One stop for Tab: the cell that had the focus last, also after its row was swapped.
whenShown(() => all("[role=grid]").forEach((grid) => {
  all("th, td, a", grid).forEach((each) => { each.tabIndex = -1; });
  const row = stop.row && page.getElementById(stop.row);
  setStop(row && grid.contains(row) ? row.cells[stop.column] ?? row.cells[0] : grid.rows[1].cells[0]);
}));

on("focusin", CELL, (event, cell) => setStop(cell));

function walkCells(cell, [down, along]) {
  const {rows} = cell.closest("table");
  const row = rows[Math.max(0, Math.min(rows.length - 1, cell.parentElement.rowIndex + down))];
  const step = root.dir === "rtl" && Math.abs(along) === 1 ? -along : along;
  stopOf(row.cells[Math.max(0, Math.min(row.cells.length - 1, cell.cellIndex + step))]).focus();
}

function editCell(cell, byPointer) {
  const editor = page.querySelector(`[data-editor="${cell.dataset.edit}"]`);
  if (!editor || cell.querySelector("form")) return;
  const row = cell.parentElement;
  const form = page.createElement("form");
  form.className = "grid__form";
  form.method = "post";
  form.action = row.querySelector("a").pathname + (editor.dataset.to ?? "");
  form.setAttribute("hx-post", form.getAttribute("action"));
  form.setAttribute("hx-swap", "none");
  form.noValidate = true;
  form.dataset.local = "";
  form.append(editor.content.cloneNode(true));
  const version = Object.assign(page.createElement("input"), {type: "hidden", name: "version", value: row.dataset.version});
  form.append(version);
  const values = new URLSearchParams(cell.dataset.value);
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
    else if (values.has(field.name)) field.value = values.get(field.name);
  }
  cell.setAttribute("hx-morph-skip", "");
  cell.append(form);
  form.dataset.was = typed(form);
  htmx.process(form);
  const field = form.querySelector("input:not([type=hidden]), select, a");
  field?.focus();
  if (field?.select) field.select();
  if (byPointer || field?.matches("select")) openPicker(field);
}

// Lists open at once; a calendar would be in the way of who types a date.
function openPicker(field) {
  try {
    field.showPicker();
  } catch {
    // A text has none.
  }
}

function typed(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function closeCell(form) {
  const cell = form.parentElement;
  const hadFocus = form.contains(page.activeElement);
  form.dataset.closed = "";
  if (hadFocus) cell.focus();
  cell.removeAttribute("hx-morph-skip");
  form.hidden = true;
  page.body.append(form); // Its request may still be under way, and what has left the page gets no answer.
  if (!form.dataset.sent) form.remove();
}

function saveCell(form) {
  if (form.dataset.closed !== undefined || form.dataset.sent === typed(form)) return;
  if (typed(form) === form.dataset.was) return closeCell(form);
  form.dataset.sent = typed(form);
  form.requestSubmit();
}

// The title is a link for who has no script; here it is changed, and the number before it leads to the task.
on("click", `${CELL}[data-edit]`, (event, cell) => {
  if (event.target.closest("form, .grid__ref") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  editCell(cell, true);
}, true);

// Before the keys of the page: in a table they mean the cell.
page.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(CELL);
  if (!cell || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  const form = event.target.closest("form");
  if (form) {
    if (event.key === "Escape") closeCell(form);
    else if (event.key === "Enter") {
      saveCell(form);
      cell.focus();
    }
    else return event.key.length === 1 ? event.stopPropagation() : undefined;
  } else if (WALK[event.key]) walkCells(cell, WALK[event.key]);
  else if (cell.dataset.edit && (event.key === "Enter" || event.key === "F2")) editCell(cell);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

on("change", ".grid__form select", (event, field) => saveCell(field.form));

on("focusout", ".grid__form", (event, form) => {
  if (page.hasFocus() && !form.contains(event.relatedTarget)) saveCell(form);
});

// What was saved shows in the row that comes back; what was refused stays as it was typed.
page.addEventListener("htmx:after:request", ({detail: {ctx}}) => {
  const form = ctx.sourceElement?.closest?.(".grid__form");
  if (!form) return;
  if (ctx.response?.status < 400) return closeCell(form);
  const field = form.querySelector("input:not([type=hidden]), select");
  field.setAttribute("aria-invalid", "true");
  if (page.activeElement === form.parentElement) field.focus();
});

page.addEventListener("htmx:finally:request", ({detail: {ctx}}) => {
  if (ctx.sourceElement?.matches?.(".grid__form[hidden]")) ctx.sourceElement.remove();
});
