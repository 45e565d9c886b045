// A card that comes alone says where it stands: the column's list, and the card above it ("" at the top). One that is
// shown there already stays as it is; what has the focus keeps it.
function settleCards() {
  for (const card of all("[data-goes]")) {
    const {goes, behind} = card.dataset;
    delete card.dataset.goes;
    delete card.dataset.behind;
    const list = page.getElementById(goes);
    const above = behind && page.getElementById(`task-${behind}`);
    const isHere = card.parentElement === list;
    const isFar = behind && above?.parentElement !== list; // the one above is on a later page of the column
    if (!list || (isHere && (isFar || card.previousElementSibling === (above || null)))) continue;
    const next = isFar ? list.querySelector(".board__more") : above ? above.nextElementSibling : list.firstElementChild;
    const active = card.contains(page.activeElement) && page.activeElement;
    list.insertBefore(card, next);
    active?.focus({preventScroll: true});
  }
}

whenShown(settleCards);
