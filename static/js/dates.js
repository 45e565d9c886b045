// A date field says what its words mean while they are typed, and its small calendar is walked with the arrows.
on("input", "[data-date]", async (event, field) => {
  const {value} = field;
  const url = `/${location.pathname.split("/")[1]}/dates/reading?`;
  await new Promise((done) => setTimeout(done, 100));
  if (field.value !== value) return;
  const read = JSON.parse(await fetchText(url + new URLSearchParams({words: value, kind: field.dataset.date})));
  if (field.value !== value) return;
  field.closest("form").querySelector("output").textContent = read.text;
  field.ariaInvalid = String(!read.understood);
});

async function turnMonth(month, step, day) {
  const link = month.querySelector(`[data-step="${step}"]`);
  const box = page.createElement("div");
  box.innerHTML = await fetchText(link.href, PIECE);
  const next = box.querySelector(".month");
  month.replaceWith(next);
  next.querySelector(day ? `[value="${day}"]:not([data-out])` : `[data-step="${step}"]`)?.focus();
}

on("click", "[data-step]", (event, link) => {
  event.preventDefault();
  turnMonth(link.closest(".month"), link.dataset.step);
});

on("keydown", ".month button, [data-date]", (event, at) => {
  const {key} = event;
  const month = at.closest("[popover], .picker")?.querySelector(".month");
  const inField = at.matches("[data-date]");
  const months = {PageUp: -1, PageDown: 1}[key] ?? 0;
  if (!month || !(inField ? key === "ArrowDown" : months || DAY_STEPS[key])) return;
  event.preventDefault();
  if (inField) return month.querySelector("[data-first]").focus();
  const [year, number, day] = at.value.split("-");
  const last = months ? new Date(Date.UTC(year, +number + months, 0)).getUTCDate() : 31;
  const along = months ? 0 : DAY_STEPS[key] * (root.dir === "rtl" && /[LR]/.test(key) ? -1 : 1);
  const wanted = new Date(Date.UTC(year, number - 1 + months, Math.min(day, last) + along)).toISOString().slice(0, 10);
  const there = month.querySelector(`[value="${wanted}"]:not([data-out])`);
  there ? there.focus() : turnMonth(month, wanted < at.value ? -1 : 1, wanted);
});

// In a form the calendar opens beside its field, and a day goes into it.
on("click", "[data-months]", async (event, button) => {
  const box = button.nextElementSibling;
  box.innerHTML = await fetchText(button.dataset.months, PIECE);
  box.querySelector("[data-first]").focus();
});

on("click", ".month-box .month button", (event, day) => {
  event.preventDefault();
  const box = day.closest(".month-box");
  const field = box.parentElement.querySelector("input");
  field.value = day.ariaLabel;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  box.hidePopover();
  field.focus();
});
