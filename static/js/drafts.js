// What was typed into a form with data-draft is kept until it is saved: through reloads, errors and sign-in.
const DRAFT = "draft:";
const SENT = "draft-sent";

function draftKey(form) {
  return DRAFT + (form.dataset.draft || form.getAttribute("action") || location.pathname);
}

function draftFields(form) {
  return [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input:not([type])"));
}

function store(act) {
  try {
    return act(localStorage);
  } catch {
    return null; // Private windows may refuse storage; then nothing is kept.
  }
}

function keepDraft(form) {
  const typed = draftFields(form).filter((field) => field.value !== field.defaultValue);
  const texts = Object.fromEntries(typed.map((field) => [field.name, {base: field.defaultValue, text: field.value}]));
  store((box) => typed.length ? box.setItem(draftKey(form), JSON.stringify(texts)) : box.removeItem(draftKey(form)));
}

function dropDraft(key) {
  store((box) => box.removeItem(key));
}

function bringBack(form) {
  if (form.dataset.drafted !== undefined) return;
  form.dataset.drafted = "";
  const texts = store((box) => JSON.parse(box.getItem(draftKey(form)))) ?? {};
  for (const field of draftFields(form)) {
    const kept = texts[field.name];
    // If the saved text has changed meanwhile, ours would undo that: leave the field alone.
    if (kept && kept.base === field.defaultValue && field.value === field.defaultValue) {
      field.value = kept.text;
      field.dispatchEvent(new Event("input", {bubbles: true}));
      const box = form.closest("details, dialog");
      if (box?.matches("details")) box.open = true;
    }
  }
}

// A plain submit is known to have worked when the next page shows no error and is not the door.
function settleSent() {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  if (location.pathname !== "/sign-in" && !page.querySelector('[aria-invalid="true"], [data-error], .versions')) dropDraft(key);
}

store(settleSent);
whenShown(() => all("form[data-draft]").forEach(bringBack));

on("input", "form[data-draft]", (event, form) => keepDraft(form));
on("submit", "form[data-draft]", (event, form) => {
  keepDraft(form); // Signing out in another tab took what was kept.
  if (!event.defaultPrevented) store(() => sessionStorage.setItem(SENT, draftKey(form)));
});

page.addEventListener("htmx:after:request", ({detail: {ctx}}) => {
  const form = ctx.request?.form;
  if (form?.dataset.draft === undefined) return;
  store(() => sessionStorage.removeItem(SENT));
  if (ctx.response.status < 400) dropDraft(draftKey(form));
});

// Before a page that was signed out elsewhere leads to the door: the sign-out took what was kept.
function keepDrafts() {
  all("form[data-draft]").forEach(keepDraft);
}

function dropDrafts(box) {
  Object.keys(box).filter((key) => key.startsWith(DRAFT)).forEach((key) => box.removeItem(key));
}
