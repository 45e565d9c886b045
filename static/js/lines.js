// The fields that make tasks and comments: Enter sends, and the next one can be typed at once.

// Enter adds, Shift+Enter is a new line, and the field grows with what is pasted.
on("keydown", "textarea[data-enter-submits]", (event, field) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (field.value.trim()) field.form.requestSubmit();
});

on("keydown", "textarea", (event, field) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form?.requestSubmit();
});

function grow(field) {
  if (!CSS.supports("field-sizing", "content")) field.rows = Math.min(12, field.value.split("\n").length);
}

on("input", "textarea[data-enter-submits]", (event, field) => grow(field));

// A form with data-reset is empty again after it worked, and ready for the next one.
page.addEventListener("htmx:after:request", ({detail: {ctx}}) => {
  const form = ctx.request?.form;
  if (form?.dataset.reset === undefined || ctx.response.status >= 400) return;
  form.reset();
  all("textarea", form).forEach(grow);
});

page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  const form = ctx.request?.form;
  if (form?.dataset.reset === undefined || ctx.response?.status >= 400) return;
  const current = form.isConnected ? form : page.getElementById(form.id);
  current?.querySelector("textarea, input:not([type=hidden])")?.focus({preventScroll: true});
});
