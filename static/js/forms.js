// Small helps of forms. Every one of them only saves a click: without this file the forms work the same.

// <input data-fill="time-zone"> and <input data-fill="theme"> tell the server what the browser knows.
const KNOWN = {
  "time-zone": () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  theme: () => matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
};

function fillKnown() {
  for (const field of all("[data-fill]")) {
    if (field.value) continue;
    const value = KNOWN[field.dataset.fill]?.();
    if (value) field.value = value;
  }
}

whenShown(fillKnown);

on("change", "[data-auto-submit]", (event, field) => field.form.requestSubmit());

// Lines of tasks: Enter adds, Shift+Enter is a new line, and the field grows with what is pasted.
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

// One submit at a time: a second click while the first is on its way is dropped.
on("submit", "form", (event, form) => {
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[hx-post], [hx-get]")) return;
  if (form.dataset.sent !== undefined) event.preventDefault();
  form.dataset.sent = "";
});

addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));
