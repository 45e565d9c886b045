// A date field says what its words mean while they are typed, and its small calendar is walked with the arrows.
const PIECE = {headers: {"HX-Request": "true", "HX-Request-Type": "partial"}};

on("input", "[data-date]", async (event, field) => {
  const words = field.value;
  await new Promise((done) => setTimeout(done, 100));
  const said = field.closest("form")?.querySelector("output");
  if (!said || field.value !== words) return;
  const url = `/${location.pathname.split("/")[1]}/dates/reading?`;
  const answer = await fetch(url + new URLSearchParams({words, kind: field.dataset.date})).catch(() => null);
  if (!answer?.ok || field.value !== words) return;
  const {understood, text} = await answer.json();
  said.textContent = text;
  field.ariaInvalid = understood ? null : "true";
});

async function turnMonth(month, step, day) {
  const link = month.querySelector(`[data-step="${step}"]`);
  if (!link) return;
  const html = await fetchText(link.href, PIECE).catch(() => "");
  const next = new DOMParser().parseFromString(html, "text/html").querySelector(".month");
  if (!next) return;
  month.replaceWith(next);
  next.querySelector(day ? `[value="${day}"]:not([data-out])` : `[data-step="${step}"]`)?.focus();
}

on("click", "[data-step]", (event, link) => {
  event.preventDefault();
  turnMonth(link.closest(".month"), link.dataset.step);
});

// The same day of a month beside it, or the last one where that month is shorter.
function dayAfter(value, key) {
  const day = new Date(value);
  const months = {PageUp: -1, PageDown: 1}[key];
  if (!months) day.setUTCDate(day.getUTCDate() + DAY_STEPS[key] * (root.dir === "rtl" && /[LR]/.test(key) ? -1 : 1));
  else {
    const number = day.getUTCDate();
    day.setUTCDate(1);
    day.setUTCMonth(day.getUTCMonth() + months + 1, 0);
    day.setUTCDate(Math.min(number, day.getUTCDate()));
  }
  return day.toISOString().slice(0, 10);
}

on("keydown", ".month button, [data-date]", (event, at) => {
  const month = at.closest("[popover], .picker")?.querySelector(".month");
  const inField = at.matches("[data-date]");
  if (!month || !(inField ? event.key === "ArrowDown" : event.key in DAY_STEPS || event.key.startsWith("Page"))) return;
  event.preventDefault();
  if (inField) return (month.querySelector("[aria-pressed]") ?? month.querySelector("[aria-current]:not([data-out])") ?? month.querySelector("button:not([data-out])")).focus();
  const wanted = dayAfter(at.value, event.key);
  const there = month.querySelector(`[value="${wanted}"]:not([data-out])`);
  there ? there.focus() : turnMonth(month, wanted < at.value ? -1 : 1, wanted);
});

// In a form the calendar opens beside its field, and a day goes into it.
on("click", "[data-months]", async (event, button) => {
  const box = page.getElementById(button.getAttribute("popovertarget"));
  box.innerHTML = await fetchText(button.dataset.months, PIECE);
  box.querySelector("[aria-current], button").focus();
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
