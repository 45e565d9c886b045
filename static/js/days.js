// The days of Upcoming and the calendar: the one line that adds a task goes to the day whose “+” was chosen.
let addLine = null;

on("click", "a[data-add-on]", (event, link) => {
  addLine ??= page.querySelector("[data-day-add]");
  if (!addLine || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openAddLine(link.dataset.addOn);
});

function openAddLine(day) {
  page.getElementById(`rows-${day}`)?.after(addLine);
  addLine.hidden = false;
  addLine.querySelector("[name=day]").value = day;
  addLine.querySelector("textarea").focus();
}

function closeAddLine() {
  addLine.hidden = true;
  page.getElementById("main").append(addLine);
}

// Left empty it goes; a swap that took it away with its day brings it back there.
on("focusout", "[data-day-add]", () => setTimeout(() => {
  const field = addLine?.querySelector("textarea");
  if (field && !field.value.trim() && !addLine.contains(page.activeElement)) closeAddLine();
}));

page.addEventListener("htmx:after:swap", () => {
  if (addLine && !addLine.isConnected && page.querySelector("[data-add-on]")) openAddLine(addLine.querySelector("[name=day]").value);
});

// The free part of a day in the calendar adds there, too.
on("click", ".calendar__day", (event, day) => {
  if (!event.target.closest("a, button, li, form")) day.querySelector("[data-add-on]")?.click();
});

// In the calendar arrows walk the days and their entries; with Alt they take the entry along, in Upcoming too, where the
// next day is below.
const DAY_STEPS = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7};
let shifted = null; // {item, from, timer}: on its new day, and not sent yet

function dayList(day, step) {
  const other = new Date(`${day}T00:00Z`);
  other.setUTCDate(other.getUTCDate() + step);
  return page.getElementById(`rows-${other.toISOString().slice(0, 10)}`);
}

function shiftDay(item, list) {
  if (shifted?.item !== item) {
    sendShifted();
    shifted = {item, from: whereIs(item)};
    lift();
  }
  list.append(item);
  focusItem(item);
  announce(list.dataset.dragName);
  clearTimeout(shifted.timer);
  shifted.timer = setTimeout(sendShifted, PAUSE);
}

function sendShifted() {
  if (!shifted) return;
  const {item, from, timer} = shifted;
  shifted = null;
  clearTimeout(timer);
  drop(item, from);
}

on("keydown", "[data-day]", (event, section) => {
  let step = DAY_STEPS[event.key];
  const inGrid = section.matches(".calendar__day");
  if (!step || (!inGrid && !event.altKey) || isTyping(event.target) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const item = event.target.closest("[data-task]");
  const upright = Math.abs(step) > 1;
  if (!inGrid) step = Math.sign(step);
  else if (root.dir === "rtl" && !upright) step = -step;
  const list = dayList(section.dataset.day, step);
  if (event.altKey) {
    if (!item?.parentElement.dataset.drag) return;
    event.stopPropagation();
    if (list?.dataset.drag) shiftDay(item, list);
    else item.querySelector(".event__move")?.click();
  } else {
    const links = all(".event__title, .calendar__more a", section);
    const near = upright && links[links.indexOf(event.target) + Math.sign(step)];
    const there = near || list?.querySelector("a") || list?.closest("[data-day]").querySelector("a");
    there?.focus();
  }
  event.preventDefault();
});

addEventListener("pagehide", sendShifted);
