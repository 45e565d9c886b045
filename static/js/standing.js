// Where changed tasks stand. Cards say it themselves (data-goes: the id of their list, data-behind: the card above, ""
// at the top); of rows it is said beside the counts, with those of all groups. What has the focus keeps it.
const arrived = new Map();
const MOST_ABOVE = 6; // As many are named above a row; the page may not know of the nearest yet. Fewer: the list begins.

// Put what came into its place within a part of the page, or within a copy of it that nobody sees (`isCopy`: then what
// a reload would not show is taken out). Returns false where that is not enough, and the whole must be asked for.
function settle(part = page, isCopy = false) {
  const find = (id) => part.querySelector(`#${CSS.escape(id)}`);
  const counts = part.querySelector("#counts[data-groups]");
  const places = [];
  let isEnough = true;
  if (counts) {
    const {groups, stands} = JSON.parse(counts.dataset.groups);
    delete counts.dataset.groups;
    for (const group of all("details.group[id]", part)) {
      const figure = group.querySelector("summary > .muted");
      const now = `${groups[group.id.slice(6)] ?? 0}`;
      isEnough &&= !isCopy || now !== "0" || figure.textContent === now;
      figure.textContent = now;
    }
    if (find("list")?.querySelector("details.group")) isEnough &&= Object.keys(groups).every((key) => !groups[key] || find(`group-${key}`));
    // From the top: each is put under those above it.
    for (const [ref, [key, spot, ...above]] of Object.entries(stands).sort(([, a], [, b]) => a[1] - b[1])) {
      places.push([find(`task-${ref}`) ?? arrived.get(ref), `rows-${key}`, above, spot]);
    }
  }
  for (const card of all("[data-goes]", part)) {
    places.push([card, card.dataset.goes, card.dataset.behind ? [card.dataset.behind] : []]);
    delete card.dataset.goes;
    delete card.dataset.behind;
  }
  arrived.clear();
  for (const [item, goes, named, spot] of places) {
    if (item && (item === carried?.item || item.matches(".drag-slot"))) continue; // on its way again
    const list = find(goes);
    const near = named.map((ref) => find(`task-${ref}`)).find((one) => one && one.parentElement === list);
    const above = near ?? (spot ? named[MOST_ABOVE - 1] : named[0]);
    const isHere = item?.parentElement === list;
    const isFar = above && !near; // the one above is on a later page
    const more = list?.querySelector(".board__more") ?? list?.nextElementSibling?.matches(".more");
    const next = isFar ? list?.querySelector(".board__more") : above ? above.nextElementSibling : list?.firstElementChild;
    const isBeyond = more && (isFar ? spot > dragItems(list).length : !isHere && !next?.dataset.task);
    if (!list || list.hidden || !item || (isCopy && isFar && !isBeyond)) isEnough = false;
    else if (isCopy && isBeyond) item.remove();
    else if (!isHere || !(isFar || item.previousElementSibling === (above || null))) {
      const active = item.contains(page.activeElement) ? page.activeElement : null;
      const isNew = !item.parentElement;
      list.insertBefore(item, next);
      active?.focus({preventScroll: true});
      if (isNew && !isCopy) htmx.process(item);
    }
  }
  return isEnough;
}

// A row or card that is not on the page yet has no place to be swapped into.
page.addEventListener("htmx:before:swap", ({detail: {tasks}}) => {
  for (const {type, target, fragment} of tasks) {
    const item = type === "partial" && !target && fragment.querySelector("[data-task]");
    if (item) arrived.set(item.dataset.task, item);
  }
});

whenShown(() => {
  if (settle() || !liveBase) return;
  fetchedAt = 0;
  refreshIn(0);
});
