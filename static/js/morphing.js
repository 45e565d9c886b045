// Brings a part of the page up to date from newer HTML, and leaves alone what somebody is using: fields with typed
// words, what is open or selected, the element under the pointer or with the focus. An element with data-local is
// the page's own and is not touched. What was left alone is brought up to date when it is let go.
const OURS = /^(data-(cursor|picked|live|gone|busy|sent|drafted|timed|htmx|opened|moving)|aria-(selected|busy|current|expanded)|hx-morph|(open|style|tabindex|inert)$)/;
let morphed;

function fieldChanged(field) {
  if (field.type === "hidden" || !field.name) return false;
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  if (field.localName !== "select") return field.value !== undefined && field.value !== field.defaultValue;
  return all("option[selected]", field).some((option) => !option.selected);
}

function inSelection(node) {
  const selection = getSelection();
  return !selection.isCollapsed && selection.containsNode(node, true);
}

function isHeld(element) {
  const active = isTyping(page.activeElement) ? page.activeElement : null;
  if (element.matches(":popover-open, dialog[open]") || element === active) return true;
  return element.localName === "form" && (element.contains(active) || element.querySelector('[aria-invalid="true"]') ||
    [...element.elements].some((field) => element.contains(field) && fieldChanged(field)));
}

// Elements that may neither go nor move: under the pointer, with the focus, or around something that is held.
function isResting(node) {
  return inSelection(node) || (node.nodeType === 1 && (node.matches(":hover, :focus-within") || [node, ...all("*", node)].some(isHeld)));
}

// Change `part` into `fresh`; `told` names who changed which task. Returns what was left as it was.
function morph(part, fresh, told) {
  morphed = {told, left: [], added: [], kept: new Set(), ids: new Set(all("[id]", fresh).map(({id}) => id))};
  const used = all("[data-task]:hover, [data-task]:focus-within", part);
  const seen = used.length || !scrollY ? used : all("[data-task]", part).filter(isOnScreen);
  const places = seen.map((item) => [item, item.getBoundingClientRect().top]);
  all(".changed-note", part).forEach((note) => isHeld(note.closest("form") ?? note.previousElementSibling) || note.remove());
  morphElement(part, fresh);
  stayAt(places.filter(([item]) => item.isConnected));
  morphed.added.filter((node) => node.nodeType === 1).forEach((node) => htmx.process(node));
  page.dispatchEvent(new Event("page:morphed"));
  return morphed.left;
}

function isOnScreen(item) {
  const {top} = item.getBoundingClientRect();
  return top >= 0 && top < innerHeight;
}

// What is used, or else what moved least, stands where it stood; what came above is scrolled away.
function stayAt(places) {
  const moved = places.map(([item, top]) => item.getBoundingClientRect().top - top).sort((a, b) => Math.abs(a) - Math.abs(b));
  let box = places[0]?.[0].parentElement;
  if (!moved[0]) return;
  while (box && !(box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY))) box = box.parentElement;
  (box ?? window).scrollBy({top: moved[0], behavior: "instant"});
}

function morphElement(old, fresh) {
  if (old.dataset.local !== undefined || old.localName === "noscript" || old.isEqualNode(fresh)) return;
  if (isHeld(old)) return keepTyped(old, fresh);
  const by = old.dataset.task && morphed.told.get(old.dataset.task);
  const isNews = by !== undefined && (old.dataset.version !== fresh.dataset.version || old.textContent !== fresh.textContent);
  const field = "defaultValue" in old;
  for (const {name, value} of fresh.attributes) {
    if (!OURS.test(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const {name} of [...old.attributes]) {
    if (!OURS.test(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  if (old.hasAttribute("data-gone")) delete old.dataset.gone;
  morphChildren(old, fresh);
  if (field && old.value !== fresh.value) old.value = fresh.value;
  if (old.localName === "select") old.value = fresh.value;
  if (isNews) flashTask(old, by);
}

function morphChildren(old, fresh) {
  const {kept} = morphed;
  let at = old.firstChild;
  const isPassed = (node) => kept.has(node) || isBlank(node) || (node.id && !morphed.ids.has(node.id));
  const nextFrom = (node) => {
    while (node && isPassed(node)) node = node.nextSibling;
    return node;
  };
  for (const child of [...fresh.childNodes]) {
    if (isBlank(child)) continue;
    at = nextFrom(at);
    const match = matching(child, at, old);
    if (!match) {
      add(old, page.importNode(child, true), at);
      continue;
    }
    kept.add(match);
    // Where the next one is wanted, it is this one that moves.
    if (match !== at && match === nextFrom(at?.nextSibling) && at.id) at = match;
    if (match !== at) isResting(match) ? morphed.left.push(match) : moveTo(old, match, at);
    if (child.nodeType === 1) morphElement(match, child);
    else if (match.nodeValue !== child.nodeValue) inSelection(match) ? morphed.left.push(match) : match.nodeValue = child.nodeValue;
  }
  for (const node of [...old.childNodes]) if (!kept.has(node) && !isBlank(node)) letLeave(node);
}

function isBlank(node) {
  return node.nodeType === 8 || (node.nodeType === 3 && !node.nodeValue.trim());
}

function add(box, node, before) {
  morphed.kept.add(node);
  box.insertBefore(node, before);
  morphed.added.push(node);
  const by = node.dataset?.task && morphed.told.get(node.dataset.task);
  if (by !== undefined) flashTask(node, by);
}

function moveTo(box, node, before) {
  box.moveBefore && node.isConnected ? box.moveBefore(node, before) : box.insertBefore(node, before);
}

// The same element by id, wherever it stands in the part; without an id the next one of its kind.
function matching(child, at, old) {
  if (child.id) {
    const found = page.getElementById(child.id);
    return found?.localName === child.localName && !morphed.kept.has(found) && !found.contains(old) ? found : null;
  }
  while (at && (at.nodeName !== child.nodeName || at.id || isBlank(at) || morphed.kept.has(at) || at.dataset?.local !== undefined)) at = at.nextSibling;
  return at;
}

function letLeave(node) {
  if (node.nodeType !== 1) return inSelection(node) ? morphed.left.push(node) : node.remove();
  if (node.dataset.local !== undefined || morphed.ids.has(node.id)) return;
  if (!isResting(node)) return node.remove();
  node.dataset.gone = "";
  morphed.left.push(node);
}

// Words that are being typed stay; who has changed the saved text is said beside them, and saving shows both.
function keepTyped(old, fresh) {
  morphed.left.push(old);
  const [ours, theirs] = [old, fresh].map((one) => one.localName === "form" ? [...one.elements] : [one]);
  const changed = ours.find((field) => isTyping(field) && theirs.some((other) => other.name === field.name && other.defaultValue !== field.defaultValue));
  if (!changed || changed.nextElementSibling?.matches(".changed-note")) return;
  const note = page.createElement("p");
  note.className = "changed-note";
  note.dataset.local = "";
  const by = [...morphed.told.values()].find(Boolean) ?? _("Somebody");
  note.textContent = _(`${by} changed this just now. Your words are kept; saving shows both.`);
  changed.after(note);
  announce(note.textContent);
}

// The marker says for a moment what is new, and the words beside it whose doing it is.
function flashTask(element, by) {
  all(":scope .task-news", element).forEach((news) => news.remove());
  element.dataset.live = "";
  const news = page.createElement("span");
  news.className = "meta task-news";
  news.dataset.local = "";
  news.textContent = by && _(`${by} just now`);
  (element.querySelector(".task-row__main") ?? element).append(news);
  setTimeout(() => {
    if (news.isConnected) delete element.dataset.live;
    news.remove();
  }, 5_000);
}
