// What the other scripts use. All files are joined into one function, this one first.
const page = document;
const root = page.documentElement;

function all(selector, within = page) {
  return [...within.querySelectorAll(selector)];
}

// Listen on the document, so that what a swap brings works without being wired up.
function on(type, selector, act, options) {
  page.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(event, found);
  }, options);
}

// Run now and again after each swap or morph: for things that must be prepared and not only listened to.
function whenShown(act) {
  act();
  page.addEventListener("htmx:after:swap", act);
  page.addEventListener("page:morphed", act);
}

function isTyping(element) {
  return Boolean(element?.closest?.("input:not([type=checkbox],[type=radio],[type=hidden]), textarea, select, [contenteditable]"));
}

function isSeen(element) {
  return element.checkVisibility ? element.checkVisibility({visibilityProperty: true}) : Boolean(element.offsetParent);
}

// The link that opens the task of a row or card.
function titleLink(item) {
  return item.querySelector(".task-row__title, .card__title") ?? item.querySelector("a");
}

// What asks for a piece of a page.
const PIECE = {headers: {"HX-Request": "true", "HX-Request-Type": "partial"}};

// The text of an answer; one that refuses, or leads elsewhere (to the door, say), is thrown.
async function fetchText(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok || answer.redirected) throw answer;
  return answer.text();
}

// Say something to a screen reader that the eye can see anyway.
function announce(text) {
  const region = page.getElementById("live");
  if (region) region.textContent = text;
}
