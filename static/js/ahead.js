// What the pointer or the focus rests on is fetched before it is clicked: one thing at a time, and kept for a moment only.
const RESTS = 70;
const FRESH = 5_000;
const PAGES = /^\/[^/]+\/(?!.*\/(new|settings|deletion|pick)(\/|$))(projects|tasks|overview|my-work|filters|today|upcoming)(\/|$)/;
const ahead = new Map();
let restTimer;
let isFetching = false;

// The text of a piece, as it was fetched ahead or as it is now; fails as fetch does, or with the refusing answer.
function fetchPiece(url) {
  const kept = ahead.get(url);
  return kept && performance.now() - kept.at < FRESH ? kept.text : keepPiece(url);
}

function keepPiece(url) {
  const text = fetch(url, PIECE)
    .then((answer) => answer.ok ? answer.text() : Promise.reject(answer));
  ahead.set(url, {text, at: performance.now()});
  text.catch(() => ahead.delete(url));
  return text;
}

async function lookAhead(link) {
  if (isFetching || navigator.connection?.saveData || link.origin !== location.origin || link.target || link.hasAttribute("hx-get")) return;
  const task = taskBeside(link);
  const url = task ? task.panel : link.pathname + link.search;
  if (ahead.has(url) && performance.now() - ahead.get(url).at < FRESH) return;
  if (!task && (!PAGES.test(link.pathname) || url === location.pathname + location.search)) return;
  isFetching = true;
  // A page goes into the browser's own cache, which asks again by its tag when it is visited.
  const text = task ? keepPiece(url) : fetch(url).then((answer) => answer.text());
  if (!task) ahead.set(url, {at: performance.now()});
  await text.catch(() => {});
  isFetching = false;
}

function rest({target}) {
  clearTimeout(restTimer);
  const link = target.closest?.("a[href]");
  if (link) restTimer = setTimeout(lookAhead, RESTS, link);
}

page.addEventListener("pointerover", (event) => event.pointerType === "mouse" && rest(event), {passive: true});
page.addEventListener("focusin", rest);
on("pointerdown", "a[href]", (event, link) => lookAhead(link), {passive: true});

// Whatever was changed or brought up to date makes the kept pieces old.
page.addEventListener("htmx:after:swap", () => ahead.clear());
