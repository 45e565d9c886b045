// What was asked for shows at once; a refusal takes it back, and the answer puts the truth in its place.
// The ticks of all rows belong to one form, but each goes its own way: none waits for another.
on("submit", "#tick", (event, form) => {
  const {submitter: source} = event;
  event.preventDefault();
  htmx.ajax("POST", form.getAttribute("action"), {source, swap: "none", values: {status: source.value}});
});

const MOST_AT_ONCE = 50;

page.addEventListener("htmx:config:request", ({detail: {ctx}}) => {
  const {sourceElement, request, sent} = ctx;
  if (sourceElement.matches?.("button.check")) ctx.takeBack = tick(sourceElement, sourceElement.value.split(" ")[0]);
  else if (sent && request.form.matches(".quick-add")) ctx.takeBack = sketch(request.form, sent);
});

function tick(check, status) {
  const icon = check.querySelector("use");
  const box = check.closest("[data-task], li");
  const was = [check.dataset.status, icon.getAttribute("href"), box?.hasAttribute("data-closed")];
  const show = (named, href, isClosed) => {
    check.dataset.status = named;
    icon.setAttribute("href", href);
    box?.toggleAttribute("data-closed", isClosed);
  };
  show(status, was[1].replace(/#.*/, `#st-${status}`), status === "completed");
  return () => show(...was);
}

// The new rows, with no more than their titles, below those of the list in which they will stand.
function sketch(form, sent) {
  const id = form.id === "quick-add" ? page.querySelector("[data-new-in]")?.dataset.newIn : form.id.replace("add-", "rows-");
  const list = page.getElementById(id);
  const typed = sent.find(([field]) => field.name === "title")?.[1] ?? "";
  const lines = typed.split("\n").filter((line) => /^\S/.test(line)).slice(0, MOST_AT_ONCE);
  if (!list || list.hidden || !lines.length) return null;
  const below = list.nextElementSibling?.matches(".list--new") ? list.nextElementSibling : page.createElement("ul");
  below.className = "list list--new";
  const rows = lines.map((line) => below.appendChild(sketchRow(line)));
  list.after(below);
  return () => {
    rows.forEach((row) => row.remove());
    if (!below.children.length) below.remove();
  };
}

function sketchRow(line) {
  const [row, main, title] = ["li", "div", "span"].map((name) => page.createElement(name));
  [row.className, main.className, title.className] = ["task-row", "task-row__main", "task-row__title"];
  title.textContent = line.trim();
  main.append(title);
  row.append(main);
  return row;
}

function takeBack(ctx) {
  ctx.takeBack?.();
  delete ctx.takeBack;
}

// A tick is made true by the answer itself; a sketched row makes room for it.
page.addEventListener("htmx:before:swap", ({detail: {ctx}}) => {
  if (ctx.response?.status >= 400 || ctx.sent) takeBack(ctx);
});

// Not answered, refused, or answered by a question on a page of its own.
page.addEventListener("htmx:finally:request", ({detail: {ctx}}) => ctx.status !== "swapped" && takeBack(ctx));
