// The words of a new line while it is typed: the server says what they mean, one request at a time, and an answer to a
// line that has changed since is dropped. What is typed is never touched; the marks lie on a copy under the field.
const LINE = ".quick-add__text";
const OFFERED = `${LINE}, [name=filter], [data-words]`; // where names complete
const PAUSE_BETWEEN = 80;
const PATIENCE = 8_000;
const lines = new WeakMap();
const markers = {};
for (const name of CSS.highlights ? ["understood", "refused"] : []) CSS.highlights.set(name, markers[name] = new Highlight());

// What is known of the field's line; what was marked or taken back stays so through an edit elsewhere in the line.
function lineOf(field) {
  if (!lines.has(field)) lines.set(field, {text: field.value, plain: [], marks: []});
  const line = lines.get(field);
  const {text, sent} = line;
  if (text === field.value) return line;
  line.text = field.value;
  line.marks = movedSpans(line.marks, text, line.text);
  line.plain = sent?.text === line.text ? sent.plain : movedSpans(line.plain, text, line.text); // a failure gave it back
  return line;
}

function movedSpans(spans, before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const by = after.length - before.length;
  return spans.filter(([from, to]) => to <= start || from >= before.length - same)
    .map(([from, to, ...rest]) => to <= start ? [from, to, ...rest] : [from + by, to + by, ...rest]);
}

function drawMarks() {
  Object.values(markers).forEach((marker) => marker.clear());
  for (const field of all(LINE)) {
    if (!lines.has(field)) continue;
    const copy = field.nextElementSibling;
    const {text, marks} = lineOf(field);
    copy.textContent = `${text}\n`;
    copy.scrollTop = field.scrollTop;
    for (const [from, to, name] of marks) markers[name]?.add(rangeOf(field, from, to));
  }
}

function rangeOf(field, from, to) {
  const range = new Range();
  const text = field.nextElementSibling.firstChild;
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}

async function readWords(field) {
  const line = lineOf(field);
  line.again = line.asking;
  if (line.asking) return;
  line.asking = true;
  const asked = () => field.value + line.plain.join();
  const before = asked();
  const text = field.value.trim();
  const {form} = field;
  const body = new URLSearchParams(new FormData(form));
  const {pathname} = new URL(form.action);
  body.set("to", pathname);
  body.set("at", field.selectionEnd);
  const options = {method: "POST", body, signal: AbortSignal.timeout(PATIENCE)};
  const url = field.dataset.words ?? `/${pathname.split("/")[1]}/${field.matches(LINE) ? "" : "filter-"}words`;
  const isAsked = field.dataset.words ? /@[^@\n]{0,60}$/.test(field.value.slice(0, field.selectionEnd)) : text && !text.includes("\n");
  const html = isAsked ? await fetchText(url, options).catch(() => null) : "";
  if (html !== null && asked() === before) showWords(field, html);
  if (html) await new Promise((rested) => setTimeout(rested, PAUSE_BETWEEN));
  line.asking = false;
  if (line.again) readWords(field);
}

function showWords(field, html) {
  const fresh = page.createElement("div");
  fresh.innerHTML = html;
  const names = fresh.querySelector(".quick-add__names");
  names?.remove();
  if (field.matches(LINE)) {
    const read = field.closest(".quick-add, .field").querySelector(".quick-add__read");
    if (read.innerHTML !== fresh.innerHTML) read.replaceChildren(...fresh.childNodes);
    lineOf(field).marks = all("[data-start]", read).map((chip) => {
      const {start, end, as} = chip.dataset;
      return [+start, +end, as, chip];
    });
    drawMarks();
  }
  offerNames(field, names);
}

function takeWordsBack(field, mark) {
  const line = lineOf(field);
  line.plain.push(mark.slice(0, 2));
  line.marks = line.marks.filter((one) => one !== mark);
  drawMarks();
  readWords(field);
  field.focus();
  announce(_("Kept as text."));
}

// The names that fit what is being written, below the place where it is.
function offerNames(field, list) {
  const line = lineOf(field);
  line.names?.remove();
  line.names = null;
  delete field.dataset.filter;
  for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
  if (!list || page.activeElement !== field || line.shut === list.dataset.from) return field.walked = null;
  line.names = list;
  line.shut = null;
  field.form.append(list);
  field.dataset.filter = "";
  list.showPopover();
  offer(list, field);
  narrowNames(field);
  const from = +list.dataset.from;
  setBeside(list, field.matches(LINE) ? rangeOf(field, from, from + 1) : field);
}

function narrowNames(field) {
  const {names} = lineOf(field);
  if (!names) return;
  const waits = "waits" in names.dataset; // to be chosen, for what is written may be a word
  const typed = field.value.slice(+names.dataset.from + !waits, field.selectionEnd).replace(/^\W/, "");
  narrow(names, typed);
  const options = optionsOf(names);
  const walked = options.find(({dataset}) => dataset.text === field.walked?.dataset.text);
  options[0] ? point(names, field, walked ?? (typed && !waits ? options[0] : null)) : offerNames(field);
}

on("input", OFFERED, (event, field) => {
  lineOf(field);
  drawMarks();
  if (event.isComposing) return;
  narrowNames(field);
  readWords(field);
});
on("compositionend", OFFERED, (event, field) => readWords(field));
on("scroll", LINE, (event, field) => { field.nextElementSibling.scrollTop = field.scrollTop; }, true);
on("focusout", OFFERED, (event, field) => offerNames(field));
on("pointerdown", OFFERED, (event, field) => offerNames(field));

on("keydown", OFFERED, (event, field) => {
  const line = lineOf(field);
  const option = line.names?.querySelector("[aria-selected=true]");
  if (!line.names || event.isComposing) return;
  if (event.key === "Tab" && option) option.click();
  else if (event.key === "Enter" && !option && !field.matches(LINE)) return offerNames(field);
  else if (event.key === "Escape") line.shut = line.names.dataset.from;
  else if (/^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) return offerNames(field);
  else return;
  offerNames(field);
  event.preventDefault();
}, true);

// Backspace right behind an understood word keeps it as text; a second one deletes, as ever.
on("beforeinput", LINE, (event, field) => {
  const {selectionStart: start, selectionEnd: end} = field;
  if (event.inputType !== "deleteContentBackward" || event.isComposing || start !== end) return;
  const mark = lineOf(field).marks.find(([, to, name]) => to === end && name === "understood");
  if (!mark) return;
  event.preventDefault();
  takeWordsBack(field, mark);
});

on("click", ".quick-add__read button", (event, button) => {
  const field = button.form.querySelector(LINE);
  const mark = lineOf(field).marks.find((one) => one[3] === button);
  if (mark) takeWordsBack(field, mark);
});

on("mousedown", ".quick-add__names", (event) => event.preventDefault());
on("click", ".quick-add__names button", (event, option) => {
  const field = option.form.querySelector(OFFERED);
  const end = field.selectionEnd;
  const isSpaced = field.value[end] === " ";
  field.setSelectionRange(+option.parentElement.dataset.from, end);
  page.execCommand("insertText", false, isSpaced ? option.dataset.text.trim() : option.dataset.text); // unlike a new value, Ctrl+Z takes it back
  offerNames(field);
});

page.addEventListener("formdata", ({target, formData}) => {
  const field = target.querySelector(LINE);
  if (field) formData.set("plain", lineOf(field).plain.map((span) => span.join("-")).join(" "));
});

on("change", "form", (event, form) => {
  const field = form.querySelector(LINE);
  if (field?.value) readWords(field); // what is chosen below is not read from the line
});

on("reset", "form", (event, form) => {
  const field = form.querySelector(LINE);
  if (!field) return;
  const line = lineOf(field);
  line.sent = {text: line.text, plain: line.plain};
  queueMicrotask(() => showWords(field, ""));
});

all(LINE).forEach((field) => field.value && readWords(field));
