// Focus and typed words survive a swap, also in elements without an id.
let remembered = null;

function place(element) {
  const owner = element.closest("[id]");
  const row = element.closest("li[id]");
  return {
    element,
    owner: owner?.id,
    kin: element.localName + (element.name ? `[name="${CSS.escape(element.name)}"]` :
      [...element.classList].filter((name) => !name.startsWith("htmx")).map((name) => `.${CSS.escape(name)}`).join("")),
    next: [row?.nextElementSibling?.id, row?.previousElementSibling?.id].filter(Boolean),
  };
}

function fieldKey(field) {
  return [field.form?.getAttribute("action"), field.name, field.type === "radio" ? field.value : field.id].join("|");
}

function typedFields(sourceForm) {
  return all("input:not([type=hidden],[type=password],[type=file],[type=checkbox],[type=radio]), textarea")
    .filter((field) => field.name && field.form !== sourceForm && field.value !== field.defaultValue)
    .map((field) => ({field, key: fieldKey(field), value: field.value, base: field.defaultValue}));
}

page.addEventListener("htmx:before:swap", ({detail: {ctx}}) => {
  const active = page.activeElement;
  remembered = {
    place: active && active !== page.body ? place(active) : null,
    typed: typedFields(ctx.request?.form),
    open: all("details[id]").map((details) => [details.id, details.open]),
  };
});

page.addEventListener("htmx:after:swap", () => {
  if (!remembered) return;
  const {place: was, typed, open} = remembered;
  remembered = null;
  for (const [id, isOpen] of open) {
    const details = page.getElementById(id);
    if (details) details.open = isOpen;
  }
  const lost = typed.filter(({field}) => !field.isConnected);
  for (const field of lost.length ? all("input, textarea") : []) {
    const mine = lost.find(({key, base}) => key === fieldKey(field) && base === field.defaultValue);
    if (mine && field.value === field.defaultValue) field.value = mine.value;
  }
  if (was && !was.element.isConnected && page.activeElement === page.body) refocus(was);
});

function refocus(was) {
  const owner = was.owner && page.getElementById(was.owner);
  const next = was.next.map((id) => page.getElementById(id)).find(Boolean);
  const target = owner?.querySelector(was.kin) ?? (owner?.matches(was.kin) ? owner : null) ??
    next?.querySelector(was.kin) ?? next?.querySelector("a, button") ?? page.getElementById("main");
  target?.focus({preventScroll: true});
}

// After an error the first field in question gets the focus; a form may also name where to go next.
function focusFirstError() {
  page.querySelector('[aria-invalid="true"]')?.focus();
}

focusFirstError();
page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  if (ctx.response?.status === 422) return focusFirstError();
  // A morph leaves typed words in fields that are the same in the answer: passwords that were taken go.
  for (const field of ctx.request?.form?.elements ?? []) if (field.type === "password") field.value = "";
});
