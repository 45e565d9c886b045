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
