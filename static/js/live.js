// Changes by others appear by themselves. The browser holds one stream, shared by its tabs; a frame says which task or
// project changed, and a page that shows it asks for itself again and is morphed. Without a stream it asks now and then.
const PAGE_ID = Math.random().toString(36).slice(2, 12);
const GRACE = 10_000;
const POLL = 15_000;
const SILENCE = 60_000;
const liveBase = page.querySelector("meta[name=version]") && `/${location.pathname.split("/")[1]}`;
const liveTabs = liveBase && "BroadcastChannel" in window ? new BroadcastChannel(`live:${liveBase}`) : null;
const whoDid = new Map();
let knownVersion = statedVersion(page);
let newestVersion = knownVersion;
let liveTag = "";
let stream, silenceTimer, reopenTimer, refreshTimer, leaveLine, hiddenTimer;
let isRefreshing = false, oneMore = false, livePause = 0, fetchedAt = 0, refreshAt = Infinity, pointedAt = 0, ownRequests = 0, leftAlone = [], frameTimes = [];

function statedVersion(document) {
  return parseInt(document.querySelector("meta[name=version]")?.content, 10) || 0;
}

// Bring the page up to date in so many milliseconds, but not sooner than the last time took ten times over.
function refreshIn(delay) {
  const at = Math.max(Date.now() + delay, fetchedAt + livePause);
  if (isRefreshing) oneMore = true;
  else if (at < refreshAt) {
    refreshAt = at;
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(refresh, at - Date.now());
  }
}

// Nothing changes while the pointer aims, something is dragged, a panel opens, or an answer of one's own is on its way.
function isBusy() {
  return ownRequests > 0 || wanted !== openRef() || root.dataset.dragging !== undefined || Date.now() - pointedAt < 300;
}

async function refresh() {
  refreshAt = Infinity;
  if (isAnswer) return;
  if (isBusy()) return refreshIn(150);
  isRefreshing = true;
  oneMore = false;
  const started = Date.now();
  await bringUpToDate().catch(() => {});
  isRefreshing = false;
  fetchedAt = Date.now();
  frameTimes = frameTimes.filter((at) => fetchedAt - at < 2_000);
  livePause = Math.min(3_000, Math.max((fetchedAt - started) * 10, frameTimes.length > 8 ? 2_000 : 250));
  if (oneMore) refreshIn(0);
}

async function bringUpToDate() {
  const sentBefore = ownCount, address = location.href;
  const answer = await fetch(address, {cache: "no-cache"});
  if (answer.redirected || answer.status === 404) return location.reload(); // Signed out, moved, or gone.
  if (!answer.ok || (liveTag && liveTag === answer.headers.get("ETag") && !leftAlone.length)) return;
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!newer.querySelector("meta[name=version]")) return;
  await addPages(newer);
  if (isBusy() || sentBefore !== ownCount || address !== location.href) return oneMore = true;
  liveTag = answer.headers.get("ETag");
  knownVersion = statedVersion(newer);
  newestVersion = Math.max(newestVersion, knownVersion);
  page.title = newer.title;
  page.querySelector("meta[name=version]").content = newer.querySelector("meta[name=version]").content;
  leftAlone = [".app", "#dock"].flatMap((part) => {
    const [old, fresh] = [page, newer].map((one) => one.querySelector(part));
    return old && fresh ? morph(old, fresh, whoDid) : [];
  });
  whoDid.clear();
}

// A list that was continued by "More" is continued as far in what is newer.
async function addPages(newer) {
  for (const list of all("ul.list[id] + ul.list:not([id])").map((one) => one.previousElementSibling)) {
    let pages = 0;
    for (let next = list; (next = next.nextElementSibling)?.matches("ul.list:not([id])");) pages++;
    for (let more; pages && (more = newer.getElementById(list.id.replace("rows", "more"))); pages--) {
      const answer = await fetch(more.querySelector("a").getAttribute("hx-get"));
      const box = page.createElement("template");
      box.innerHTML = await answer.text();
      more.replaceWith(box.content);
    }
  }
}

// What was in use and is let go may now change, move or leave.
function lookAgain() {
  if (leftAlone.length) refreshIn(200);
}

for (const type of ["focusout", "selectionchange", "toggle"]) page.addEventListener(type, lookAgain, true);
page.addEventListener("pointerout", ({target}) => leftAlone.some((node) => node === target || node.contains?.(target)) && lookAgain());
page.addEventListener("pointermove", ({target}) => { if (target.closest?.("[data-task]")) pointedAt = Date.now(); }, {passive: true});

// A page that answered a form is no address to ask again.
let isAnswer = false;
page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  if (ctx.request?.headers?.["HX-Request-Type"] === "full") isAnswer = ctx.request.method !== "GET" && !ctx.response.raw.redirected;
});

let ownCount = 0;
page.addEventListener("htmx:config:request", ({detail: {ctx}}) => { ctx.request.headers["X-Page"] = PAGE_ID; });
page.addEventListener("htmx:before:request", () => { ownRequests++; ownCount++; });
page.addEventListener("htmx:finally:request", () => { ownRequests = Math.max(0, ownRequests - 1); });

let announcedAt = 0;

// Whether the page shows it: the task itself, or the place it stands in; a page of one task need not hurry for others.
function concernsPage([, ref]) {
  if (!ref) return true;
  const open = new URLSearchParams(location.search).get("open") ?? "";
  const [, place, name] = location.pathname.slice(liveBase.length).split("/");
  if (open === ref || name === ref || page.getElementById(`task-${ref}`)) return true;
  const key = ref.split("-")[0];
  if (place === "tasks" && name) return ref === `${name.split("-")[0]}-0`;
  return place !== "settings" && (place !== "projects" || !name || name === key);
}

function hearFrame(frame) {
  newestVersion = Math.max(newestVersion, frame.v ?? 0);
  if (!frame.e || (frame.me && frame.c === PAGE_ID)) return;
  if (frame.e[0][0] === "presence") return frame.me || (hereAt.includes(`/${frame.e[0][1]}/`) && beHere());
  frameTimes.push(Date.now());
  ahead.clear();
  const shown = frame.e.filter(concernsPage);
  if (!frame.me) for (const [, ref] of shown) if (ref) whoDid.set(ref, frame.n.split(" ")[0]);
  if (shown.length) refreshIn(0);
  else if (refreshAt === Infinity) refreshIn(10_000 + Math.random() * 10_000);
  const [kind, ref] = shown[0] ?? [];
  if (frame.me || !frame.n || !kind || Date.now() - announcedAt < 4_000) return;
  announcedAt = Date.now();
  const [thing, deed] = kind.split(".");
  const words = thing === "comment" ? "commented on" : deed.replaceAll("_", " ");
  announce(`${frame.n.split(" ")[0]} ${words} ${shown.length > 1 ? `${shown.length} tasks` : ref}`);
}

function catchUp(version) {
  newestVersion = Math.max(newestVersion, version);
  if (newestVersion > knownVersion) refreshIn(Math.random() * 500);
}

function takeFrame(message) {
  page.dispatchEvent(new CustomEvent("live:frame", {detail: message}));
  if (message.ask) { if (stream) liveTabs?.postMessage({hello: newestVersion}); }
  else if (message.hello !== undefined) catchUp(message.hello);
  else hearFrame(message);
}

function shareFrame(message) {
  liveTabs?.postMessage(message);
  takeFrame(message);
}

// One tab holds the stream for all of them, as long as it is seen; the next one that is seen takes it over.
function openStream() {
  if (!window.EventSource || stream || page.hidden) return;
  clearTimeout(reopenTimer);
  stream = new EventSource(`${liveBase}/stream`);
  const hearIt = (act) => ({data}) => {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => reopenStream(), SILENCE);
    act(JSON.parse(data));
  };
  stream.addEventListener("hello", hearIt(({v}) => { pollPage(false); shareFrame({hello: v}); }));
  stream.addEventListener("beat", hearIt(() => {}));
  stream.addEventListener("message", hearIt(shareFrame));
  stream.addEventListener("end", () => { reopenStream(); refreshIn(1_000 + Math.random() * 2_000); });
  stream.addEventListener("error", () => reopenStream(stream.readyState === EventSource.CLOSED ? POLL : 1_000));
}

function closeStream() {
  clearTimeout(silenceTimer);
  stream?.close();
  stream = null;
}

function reopenStream(delay = 1_000) {
  closeStream();
  pollPage(true);
  clearTimeout(reopenTimer);
  reopenTimer = setTimeout(openStream, delay * (.5 + Math.random()));
}

let pollTimer;
function pollPage(isOn) {
  clearTimeout(pollTimer);
  if (isOn) pollTimer = setTimeout(() => { if (!page.hidden) refreshIn(0); pollPage(true); }, POLL * (.8 + Math.random() * .4));
}

function joinLine() {
  if (leaveLine) return;
  if (!navigator.locks) { leaveLine = closeStream; return openStream(); }
  const stop = new AbortController();
  leaveLine = () => stop.abort();
  liveTabs?.postMessage({ask: 1});
  navigator.locks.request(`live:${liveBase}`, {signal: stop.signal}, () => new Promise((free) => {
    leaveLine = () => { closeStream(); clearTimeout(reopenTimer); free(); };
    openStream();
  })).catch(() => {});
}

function partLine() {
  leaveLine?.();
  leaveLine = null;
  clearTimeout(reopenTimer);
  pollPage(false);
}

if (liveBase) {
  if (liveTabs) liveTabs.onmessage = ({data}) => takeFrame(data);
  page.addEventListener("visibilitychange", () => {
    clearTimeout(hiddenTimer);
    if (page.hidden) hiddenTimer = setTimeout(partLine, GRACE);
    else if (!leaveLine) { joinLine(); refreshIn(0); }
  });
  addEventListener("pagehide", partLine);
  addEventListener("online", () => { reopenStream(0); refreshIn(0); });
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || visit?.type === "back_forward") refreshIn(0);
    if (!page.hidden) joinLine();
  });
}
