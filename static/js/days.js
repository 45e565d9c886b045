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
