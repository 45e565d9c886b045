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

// A field with data-auto-submit is saved when it is left changed; Enter has saved it already, Esc takes it back.
const lastSent = new WeakMap();

on("change", "[data-auto-submit]", (event, field) => {
  if (field.required && !field.value.trim()) restore(field);
  else if (lastSent.get(field) !== field.value) field.form.requestSubmit();
});

function restore(field) {
  field.value = field.defaultValue;
  field.dispatchEvent(new Event("input", {bubbles: true}));
}

on("submit", "form", (event, form) => all("[data-auto-submit]", form).forEach((field) => lastSent.set(field, field.value)));

on("click", "[data-copy]", async (event, button) => {
  const field = page.getElementById(button.dataset.copy);
  field.select?.();
  await navigator.clipboard?.writeText(field.value ?? field.textContent);
  toast(_("Copied."));
});

// One submit at a time: a second click while the first is on its way is dropped.
on("submit", "form", (event, form) => {
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[hx-post], [hx-get]")) return;
  if (form.dataset.sent !== undefined) event.preventDefault();
  form.dataset.sent = "";
});

addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));
