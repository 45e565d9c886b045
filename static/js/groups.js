// A group of a list that was closed stays closed in this browser.
const CLOSED = "closed:";

function keepClosed() {
  for (const group of all("details.group[id]")) {
    if (store((box) => box.getItem(CLOSED + group.id))) group.open = false;
  }
}

// "toggle" does not bubble, so it is caught on its way down.
page.addEventListener("toggle", ({target}) => {
  if (!target.matches?.("details.group[id]")) return;
  store((box) => target.open ? box.removeItem(CLOSED + target.id) : box.setItem(CLOSED + target.id, "1"));
}, true);

whenShown(keepClosed);

// After a change the counts of all groups come beside those of the list, and the group that each changed task stands in.
whenShown(() => {
  const counts = page.querySelector("#counts[data-groups]");
  if (!counts) return;
  const {groups, stands} = JSON.parse(counts.dataset.groups);
  delete counts.dataset.groups;
  for (const group of all("details.group[id]")) {
    group.querySelector("summary > .muted").textContent = groups[group.id.slice(6)] ?? 0;
  }
  for (const [ref, key] of Object.entries(stands)) moveToGroup(page.getElementById(`task-${ref}`), key);
});

function moveToGroup(row, key) {
  if (!row || (row.closest("details.group")?.id ?? "group-none") === `group-${key}`) return;
  const list = page.getElementById(`rows-${key}`);
  if (!list) return htmx.ajax("GET", location.href, {target: "#list", select: "#list", swap: "outerMorph"});
  const focused = row.contains(page.activeElement) && page.activeElement;
  list.append(row);
  if (focused) focused.focus({preventScroll: true});
}
