// The fields that make tasks and comments: Enter sends, and the next one can be typed at once.

// Enter adds, Shift+Enter is a new line, and the field grows with what is pasted. From a title that is saved by it, Enter
// leads on to the task, for its keys.
on("keydown", "textarea[data-enter-submits]", (event, field) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || field.hasAttribute("aria-activedescendant")) return;
  event.preventDefault();
  if (!field.value.trim()) return;
  field.form.requestSubmit();
  page.querySelector("#task-title:focus-within > [tabindex]")?.focus();
});

on("keydown", "textarea", (event, field) => {
  if (event.key !== "Enter" || field.hasAttribute("aria-activedescendant")) return;
  if (event.ctrlKey || event.metaKey) field.form?.requestSubmit();
});

function grow(field) {
  if (!CSS.supports("field-sizing", "content")) field.rows = Math.min(12, field.value.split("\n").length);
}

on("input", "textarea[data-enter-submits]", (event, field) => grow(field));

// A form with data-reset is empty as soon as it is sent, so that the next line can be typed at once; a failure
// gives the text back. The id makes a repeated request harmless, and the next line is another task; a field may
// not be called `id`, because `form.id` would then be that field.
page.addEventListener("htmx:config:request", ({detail: {ctx}}) => {
  const form = ctx.request?.form;
  if (form?.dataset.reset === undefined) return;
  const fields = all("textarea, input[name=new_id]", form);
  ctx.sent = fields.map((field) => [field, field.value]);
  ctx.typedAt = page.activeElement;
  form.reset();
  fields.forEach((field) => field.name === "new_id" ? field.value = freshId() : grow(field));
});

page.addEventListener("htmx:after:request", ({detail: {ctx}}) => ctx.response.status >= 400 && giveBack(ctx));
page.addEventListener("htmx:error", ({detail: {ctx}}) => ctx && giveBack(ctx));

function giveBack(ctx) {
  for (const [field, value] of ctx.sent ?? []) {
    const typedSince = field.name === "new_id" ? "" : field.value;
    field.value = typedSince ? `${value}\n${typedSince}` : value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  delete ctx.sent;
}

// A UUID of version 7, like the server's: the time first, so that ids grow.
function freshId() {
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = Date.now().toString(16).padStart(12, "0");
  const variant = (8 + (parseInt(random[3], 16) & 3)).toString(16);
  return [time.slice(0, 8), time.slice(8), `7${random.slice(0, 3)}`, variant + random.slice(4, 7), random.slice(8)].join("-");
}

page.addEventListener("htmx:before:swap", ({detail: {ctx}}) => { ctx.stays = ctx.typedAt === page.activeElement; });
page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  const form = ctx.request?.form;
  if (form?.dataset.reset === undefined || ctx.response?.status >= 400 || !ctx.stays) return;
  const current = form.isConnected ? form : page.getElementById(form.id);
  current?.querySelector("textarea, input:not([type=hidden])")?.focus({preventScroll: true});
  if (form.id === "comment-form") all(".comment").at(-1)?.scrollIntoView({block: "nearest"});
});
