// Changes by others appear by themselves. A frame (see streams.js) says which task or project changed; a page asks what
// has become of those it shows, or, where that is not enough, for itself again, and is morphed.
const PAGE_ID = Math.random().toString(36).slice(2, 12);
const liveBase = page.querySelector("meta[name=version]") && `/${location.pathname.split("/")[1]}`;
const whoDid = new Map();
let knownVersion = statedVersion(page);
let newestVersion = knownVersion;
let liveTag = "";
const ownRequests = new Set();
const continued = new Map();
let refreshTimer, lookTimer;
const REGIONS = "#list, #board, #table, #calendar, #today, #upcoming";
const MOST_NEWS = 30;
let changed = new Set(), isAllOld = false; // what to ask for next: tasks by number, or everything
let isRefreshing = false, oneMore = false, haveCrossed = false;
let livePause = 0, fetchedAt = 0, refreshAt = Infinity, pointedAt = 0, ownAt = 0, leftAlone = [];

function statedVersion(document) {
  return parseInt(document.querySelector("meta[name=version]")?.content, 10) || 0;
}

// Bring the page, or what shows these tasks on it, up to date in so many milliseconds, but after the last time not
// sooner than it took.
function refreshIn(delay, refs) {
  if (refs) refs.forEach((ref) => changed.add(ref));
  else isAllOld = true;
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
  return ownRequests.size > 0 || wanted !== openRef() || root.dataset.dragging !== undefined || Date.now() - pointedAt < 300;
}

async function refresh() {
  refreshAt = Infinity;
  if (isAnswer || page.hidden) return;
  if (isBusy()) return refreshIn(150, []);
  isRefreshing = true;
  oneMore = false;
  const started = Date.now();
  const refs = isAllOld || leftAlone.length ? null : [...changed];
  changed = new Set();
  isAllOld = false;
  const hasFailed = await bringUpToDate(refs).catch(() => true);
  isRefreshing = false;
  fetchedAt = Date.now();
  livePause = Math.min(2_000, Math.max(fetchedAt - started, 250)) * (.9 + Math.random() * .2);
  if (hasFailed === true) isAllOld = true;
  if (oneMore) refreshIn(0, []);
  else if (hasFailed === true) refreshIn(3_000 + Math.random() * 3_000);
}

async function bringUpToDate(refs) {
  const sentBefore = ownCount, address = location.href, heardOf = newestVersion;
  const isCrossed = () => {
    oneMore = isBusy() || sentBefore !== ownCount || address !== location.href;
    isAllOld ||= oneMore;
    return oneMore;
  };
  for (const isAll of refs ? [false, true] : []) {
    if (!isAll && refs.length > MOST_NEWS) continue;
    const news = await fetchNews(refs, isAll, heardOf);
    if (!news) break;
    if (isCrossed()) return;
    if (takeNews(news, refs)) {
      knownVersion = Math.max(knownVersion, heardOf);
      return;
    }
  }
  const answer = await fetch(address, {cache: "no-cache"});
  if (answer.redirected || answer.status === 404) { // Signed out, moved, or gone.
    keepDrafts();
    return page.querySelector("form[data-sent]") || location.reload(); // or on its way to a page of its own
  }
  if (!answer.ok) throw answer;
  if (liveTag && liveTag === answer.headers.get("ETag") && !leftAlone.length) return;
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!newer.querySelector("meta[name=version]")) return;
  await addPages(newer);
  if (isCrossed()) return;
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

// What has become of these tasks on the open view, or of the view itself, as pieces; nothing where the whole page must
// be asked. The answer may be one made for others that had heard as much, but not just after something of one's own.
async function fetchNews(refs, isAll, heard) {
  const open = new URLSearchParams(location.search).get("open");
  if (!page.querySelector(REGIONS) || refs.includes(open) || (isAll && continued.size)) return null;
  const only = isAll ? new Set(refs.map((ref) => ref.replace(/\d+$/, "0"))) : refs;
  const asked = new URLSearchParams({at: location.pathname + location.search, only: [...only]});
  if (isAll) asked.set("all", 1);
  if (Date.now() - ownAt > 6_000) asked.set("heard", heard);
  const answer = await fetch(`${liveBase}/news?${asked}`);
  if (answer.status !== 200 || answer.redirected) return null;
  const box = page.createElement("template");
  box.innerHTML = (await answer.text()).replace(/<(\/?)hx-partial/g, "<$1template");
  return box.content;
}

// Make a copy of the region as it should be now, and change the region into it. What is not told of has left.
function takeNews(news, refs) {
  const region = page.querySelector(REGIONS);
  let fresh = region.cloneNode(true);
  const around = [], told = new Set();
  all("[data-local]", fresh).forEach((own) => own.remove());
  for (const piece of all("template", news)) {
    const target = piece.getAttribute("hx-target");
    const part = page.importNode(piece.content, true).firstElementChild;
    const old = fresh.querySelector(target);
    if (target === `#${region.id}`) {
      fresh = part;
      refs = [];
    } else if (!part) old?.remove();
    else if (part.dataset.task) {
      told.add(part.dataset.task);
      old ? old.replaceWith(part) : arrived.set(part.dataset.task, part);
    } else if (old) old.replaceWith(part);
    else around.push([page.querySelector(target), part]);
  }
  for (const ref of refs) if (!told.has(ref)) fresh.querySelector(`#task-${ref}`)?.remove();
  if (!settle(fresh, true) || (refs[0] && !fresh.querySelector("[data-task]") && region.querySelector("[data-task]"))) return false;
  liveTag = "";
  leftAlone = morph(region, fresh, whoDid);
  for (const [old, part] of around) if (old) leftAlone.push(...morph(old, part, whoDid));
  whoDid.clear();
  return true;
}

// What was continued by "More" is continued as far in what is newer.
async function addPages(newer) {
  for (const [id, pages] of continued) {
    for (let left = pages, more; left && (more = newer.getElementById(id)); left--) {
      const link = more.querySelector("[hx-get]");
      const box = page.createElement("template");
      box.innerHTML = await fetchText(link.getAttribute("hx-get"));
      const wanted = link.getAttribute("hx-select");
      more.replaceWith(...wanted ? all(wanted, box.content) : box.content.childNodes);
    }
  }
}

// What was in use and is let go may now change, move or leave.
function lookAgain() {
  clearTimeout(lookTimer);
  if (leftAlone.length) lookTimer = setTimeout(() => leftAlone.some((node) => !isResting(node)) && refreshIn(0), 200);
}

for (const type of ["focusout", "selectionchange", "toggle", "pointerout"]) page.addEventListener(type, lookAgain, true);
page.addEventListener("pointermove", ({target}) => { if (target.closest?.("[data-task]")) pointedAt = Date.now(); }, {passive: true});

// A page that answered a form is no address to ask again.
let isAnswer = false;
page.addEventListener("htmx:after:swap", ({detail: {ctx}}) => {
  if (ctx.request?.headers?.["HX-Request-Type"] !== "full") return;
  isAnswer = ctx.request.method !== "GET" && !ctx.response.raw.redirected;
  continued.clear();
});

page.addEventListener("htmx:before:swap", ({detail: {ctx}}) => {
  const more = ctx.sourceElement?.closest?.("[id^=more-]")?.id;
  if (more) continued.set(more, (continued.get(more) ?? 0) + 1);
});

// Answers to several requests at a time may come in any order, the older last: then the page looks once more.
let ownCount = 0;

function begin(request) {
  haveCrossed ||= ownRequests.size > 0;
  ownRequests.add(request);
  ownCount++;
}

function finish(request) {
  ownRequests.delete(request);
  ownAt = Date.now();
  if (ownRequests.size || !haveCrossed) return;
  haveCrossed = false;
  if (liveBase) refreshIn(0);
}

page.addEventListener("htmx:config:request", ({detail: {ctx}}) => { ctx.request.headers["X-Page"] = PAGE_ID; });
page.addEventListener("htmx:before:request", ({detail: {ctx}}) => begin(ctx));
page.addEventListener("htmx:finally:request", ({detail: {ctx}}) => finish(ctx));

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

// The tasks to ask for, and WEB-0 for those of a project that the page does not show: its count is beside the page.
// Undefined where something else has changed.
function refsOf(entries) {
  const refs = entries.map((entry) => concernsPage(entry) ? entry[1] : entry[1].replace(/-\d+$/, "-0"));
  return entries.every((entry, at) => /-[1-9]/.test(refs[at]) || (!concernsPage(entry) && /-0$/.test(refs[at]))) ? refs : undefined;
}

function hearFrame(frame) {
  newestVersion = Math.max(newestVersion, frame.v ?? 0);
  if (!frame.e || (frame.me && frame.c === PAGE_ID)) return;
  if (frame.e[0][0] === "presence") return frame.me || (hereAt.includes(`/${frame.e[0][1]}/`) && beHere());
  ahead.clear();
  const shown = frame.e.filter(concernsPage);
  const refs = refsOf(frame.e);
  if (!frame.me) for (const [, ref] of shown) if (ref) whoDid.set(ref, frame.n.split(" ")[0]);
  if (shown.length) refreshIn(Math.random() * (frame.w ?? 0), refs);
  else if (refreshAt === Infinity) refreshIn(10_000 + Math.random() * 10_000, refs);
  else if (refs) refs.forEach((ref) => changed.add(ref));
  else isAllOld = true;
  const [kind, ref] = shown[0] ?? [];
  if (frame.me || !frame.n || !kind || Date.now() - announcedAt < 4_000) return;
  announcedAt = Date.now();
  const [thing, deed] = kind.split(".");
  const by = frame.n.split(" ")[0], what = shown.length > 1 ? _(`${shown.length} tasks`) : ref;
  announce(thing === "comment" ? _(`${by} commented on ${what}`) : deed === "completed" ? _(`${by} completed ${what}`) : deed === "created" ? _(`${by} added ${what}`) : _(`${by} changed ${what}`));
}

function catchUp(version) {
  newestVersion = Math.max(newestVersion, version);
  if (newestVersion > knownVersion) refreshIn(Math.random() * 500);
}
