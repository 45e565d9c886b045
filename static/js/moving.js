// The keys of what can be dragged (see dragging.js), each step said aloud. Alt and arrows move a row or card at once;
// in a board Space picks a card up, arrows carry it, Space or Enter drops it, Esc puts it back.
const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};
const PAUSE = 400;
let carried = null; // {item, from, timer}: lifted by keys and not sent yet

function movable() {
  const held = page.activeElement?.closest(DRAGGED) ?? page.querySelector(`${DRAGGED}[data-cursor]`);
  return held?.parentElement.dataset.dragKeys ? held : null;
}

function focusItem(item) {
  titleLink(item).focus();
}

function sayPlace(item) {
  const box = item.parentElement;
  const near = dragItems(box);
  const place = _(`${near.indexOf(item) + 1} of ${near.length}`);
  announce(box.dataset.dragName ? `${box.dataset.dragName}, ${place}` : _(`Moved to ${place}`));
}

// The container beside this one that the item may go to, in reading direction.
function boxBeside(item, step) {
  const boxes = all(`[data-drag="${CSS.escape(item.parentElement.dataset.drag)}"]`).filter(isSeen);
  const along = root.dir === "rtl" && item.parentElement.dataset.dragKeys === "board" ? -step : step;
  return boxes[boxes.indexOf(item.parentElement) + along];
}

function carry(item, [across, down]) {
  const box = item.parentElement;
  const near = dragItems(box);
  const at = near.indexOf(item);
  if (across) {
    const other = boxBeside(item, across);
    if (!other) return;
    const order = other.dataset.dragOrder;
    other.insertBefore(item, order === "top" ? other.firstElementChild : dragItems(other)[at] ?? null);
  } else {
    if (box.dataset.dragOrder !== "") return announce(box.dataset.dragWhy ?? "");
    const past = near[at + down];
    if (past) box.insertBefore(item, down < 0 ? past : past.nextElementSibling);
  }
  focusItem(item);
  item.scrollIntoView({block: "nearest", inline: "nearest"});
  sayPlace(item);
}

function pickUp(item) {
  carried = {item, from: whereIs(item)};
  lift();
}

function setDown(back) {
  const {item, from, timer} = carried;
  carried = null;
  clearTimeout(timer);
  delete item.dataset.moving;
  item.querySelector(".card__keys")?.remove();
  if (back) refuseDrop(item, from);
  else drop(item, from);
  return item;
}

function walkCards(item, [across, down]) {
  const box = item.parentElement;
  const at = dragItems(box).indexOf(item);
  let next = dragItems(box)[at + down];
  for (let other = box; across && other && (other === box || !next);) {
    const boxes = all(`[data-drag="${CSS.escape(box.dataset.drag)}"]`).filter(isSeen);
    other = boxes[boxes.indexOf(other) + (root.dir === "rtl" ? -across : across)];
    next = other && (dragItems(other)[at] ?? dragItems(other).at(-1));
  }
  if (next) focusItem(next);
}

page.addEventListener("keydown", (event) => {
  const item = movable();
  const step = ARROWS[event.key];
  if (!item || isTyping(event.target) || event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("[popover]")) return;
  const picked = carried?.item === item && !carried.timer;
  const inBoard = item.parentElement.dataset.dragKeys === "board";
  if (step && (event.altKey || picked)) {
    if (carried && carried.item !== item) setDown();
    if (!carried) pickUp(item);
    carry(item, step);
    if (!picked) {
      clearTimeout(carried.timer);
      carried.timer = setTimeout(setDown, PAUSE);
    }
  } else if (event.altKey || !inBoard || event.target.matches("button, summary")) {
    return;
  } else if (step) {
    walkCards(item, step);
  } else if (picked && (event.key === " " || event.key === "Enter")) {
    focusItem(setDown());
    announce(_(`Dropped in ${item.parentElement.dataset.dragName}.`));
  } else if (picked && event.key === "Tab") {
    setDown(true);
    return;
  } else if (picked && event.key === "Escape") {
    focusItem(setDown(true));
    announce(_("Put back."));
  } else if (event.key === " ") {
    pickUp(item);
    item.dataset.moving = "";
    item.append(page.getElementById("carrying")?.content.cloneNode(true) ?? "");
    announce(_(`Picked up “${titleLink(item).textContent.trim()}”. Arrows move it, Space drops it, Escape puts it back.`));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// What is picked up and left alone goes back to where it was.
page.addEventListener("pointerdown", () => carried && setDown(!carried.timer), true);
addEventListener("pagehide", () => carried?.timer && setDown());
