// A task opens beside its list: the list's address gets ?open=WEB-42, so that reload, back and forward work.
const FRAME_AFTER = 50;
const NARROW = matchMedia("(max-width: 48rem)");
let wanted = openRef();
let listShown = listAddress();
let leaving = null;

function panel() {
  return page.getElementById("panel");
}

function openRef() {
  return new URLSearchParams(location.search).get("open");
}

function addressWith(ref, address = location.href) {
  const url = new URL(address);
  ref ? url.searchParams.set("open", ref) : url.searchParams.delete("open");
  return url.pathname + url.search;
}

function listAddress() {
  return addressWith(null);
}

function elementOf(ref) {
  return ref && page.querySelector(`#main [data-task="${CSS.escape(ref)}"]`);
}

function linkOf(element) {
  return element?.querySelector(`a[href$="/tasks/${element.dataset.task}"]`);
}

// The task that a link opens in the panel, or nothing where it leads to another page.
function taskBeside(link) {
  if (!panel() || link.dataset.wholePage !== undefined || !link.closest("#main [data-task], #panel")) return null;
  const [path, ref] = link.origin === location.origin && link.pathname.match(/^\/[^/]+\/tasks\/([A-Z]+-\d+)$/) || [];
  return ref ? {ref, panel: `${path}/panel`, title: link.textContent} : null;
}

async function openTask(task, {remember = true, focus = "h2"} = {}) {
  wanted = task.ref;
  if (remember) rememberOpen(task.ref);
  ready(task.ref);
  const frame = panel().hidden ? showFrame(task.title) : setTimeout(showFrame, FRAME_AFTER, task.title);
  begin(task); // Meanwhile nothing newer may come that this would then cover.
  const text = await fetchPiece(task.panel).catch(refuse);
  finish(task);
  clearTimeout(frame);
  if (wanted !== task.ref) return;
  if (!text) return closePanel();
  await htmx.swap({text, target: "#panel", swap: "innerHTML settle:0", sourceElement: panel()});
  reveal();
  follow();
  if (isTyping(page.activeElement) && !panel().contains(page.activeElement)) return;
  (panel().querySelector(`${focus}:not(:disabled)`) ?? panel().querySelector("h2"))?.focus({preventScroll: true});
}

async function rememberOpen(ref) {
  await leaving;
  const isFirst = !openRef();
  history[isFirst ? "pushState" : "replaceState"]({...history.state, htmx: true, beside: isFirst || history.state?.beside}, "", addressWith(ref));
}

function refuse(answer) {
  const door = answer.headers?.get("HX-Redirect");
  if (door) location.href = door;
  else toast(FAILURES[answer.status] ?? (navigator.onLine ? _("This could not be loaded. Try again.") : _("You are offline. Try again when you are back.")));
}

// Its title alone: at once where nothing was open, and in place of another task where the rest takes longer.
function showFrame(title) {
  const [head, body, words] = ["header", "div", "h2"].map((name) => page.createElement(name));
  [head.className, body.className, words.className] = ["panel__head", "panel__body", "task__edit"];
  words.textContent = title;
  words.tabIndex = -1;
  body.append(words);
  panel().replaceChildren(head, body);
  panel().setAttribute("aria-busy", "true");
  reveal();
}

// The row stays where it is on the screen, however much narrower the list becomes.
function reveal() {
  const box = panel();
  if (box.querySelector("#task")) box.removeAttribute("aria-busy");
  if (!box.hidden) return;
  const row = elementOf(wanted);
  const top = row?.getBoundingClientRect().top;
  box.hidden = false;
  if (row) scrollBy(0, row.getBoundingClientRect().top - top);
  page.getElementById("main").inert = NARROW.matches;
}

function hidePanel() {
  const box = panel();
  if (!box || (box.hidden && !wanted)) return;
  const element = elementOf(wanted);
  wanted = null;
  page.getElementById("main").inert = false;
  if (box.contains(page.activeElement) || page.activeElement === page.body) {
    (linkOf(element) ?? page.getElementById("main")).focus({preventScroll: true});
  }
  const top = element?.getBoundingClientRect().top;
  box.hidden = true;
  if (element) scrollBy(0, element.getBoundingClientRect().top - top);
  ready(null);
  // What is being saved still finds its way for a moment.
  setTimeout(() => box.hidden && box.replaceChildren(), 1_000);
}

function closePanel() {
  hidePanel();
  wanted = null;
  ready(null);
  if (history.state?.beside) {
    leaving = new Promise((done) => addEventListener("popstate", done, {once: true}));
    history.back();
  }
  else history.replaceState(history.state, "", addressWith(null));
}

// Mark the element whose task is open, in whatever a swap has brought.
function ready(ref) {
  for (const element of all("[data-opened]")) {
    if (element.dataset.task === ref) continue;
    delete element.dataset.opened;
    linkOf(element)?.removeAttribute("aria-current");
  }
  const element = elementOf(ref);
  if (!element) return;
  element.dataset.opened = "";
  linkOf(element)?.setAttribute("aria-current", "true");
}

// A change may have closed the task (into the trash) or named it anew (another project), or taken it out of sight; the
// address follows.
function follow() {
  const box = panel();
  if (!box || box.ariaBusy) return;
  if (box.hidden) return wanted && !ownRequests.size ? closePanel() : undefined;
  const ref = box.querySelector("#task")?.dataset.ref;
  if (!ref) return closePanel();
  if (ref !== wanted) rememberOpen(wanted = ref);
  ready(ref);
  all("[data-step-panel]", box).forEach((button) => { button.disabled = !beside(+button.dataset.stepPanel); });
}

function beside(step) {
  const elements = all("#main [data-task]");
  const at = elements.findIndex((element) => element.dataset.task === wanted);
  return at < 0 ? undefined : elements[at + step];
}

function isPlain(event) {
  return !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

on("click", "a[href]", (event, link) => {
  const task = isPlain(event) && taskBeside(link);
  if (!task) return;
  event.preventDefault();
  openTask(task);
});

on("click", "[data-close-panel]", (event) => {
  event.preventDefault();
  closePanel();
});

on("click", "[data-step-panel]", (event, button) => {
  const link = linkOf(beside(+button.dataset.stepPanel));
  if (link) openTask(taskBeside(link), {focus: `[data-step-panel="${button.dataset.stepPanel}"]`});
});

// Esc leaves a field first, and then the panel.
page.addEventListener("keydown", (event) => {
  const box = panel();
  if (event.key !== "Escape" || event.defaultPrevented || !box || box.hidden) return;
  if (page.querySelector(":popover-open, dialog[open]")) return;
  if (!isTyping(event.target)) closePanel();
  else if (box.contains(event.target)) box.querySelector("h2")?.focus();
});

addEventListener("popstate", () => {
  if (leaving) return leaving = null; // The panel was closed already.
  if (listAddress() !== listShown) return;
  const ref = openRef();
  if (!ref) hidePanel();
  else if (ref !== wanted || panel()?.hidden) {
    const link = linkOf(elementOf(ref));
    const base = location.pathname.split("/")[1];
    openTask({ref, panel: `/${base}/tasks/${ref}/panel`, title: link?.textContent ?? ref}, {remember: false});
  }
});

// Going back within one list only opens and closes the panel, and moves no focus, whether htmx hears of it before or after;
// every other way is htmx's.
window.navigation?.addEventListener("navigate", (event) => {
  const isTraverse = event.navigationType === "traverse";
  if (isTraverse && event.destination.sameDocument && addressWith(null, event.destination.url) === listShown) event.intercept({focusReset: "manual"});
});
page.addEventListener("htmx:before:history:restore", (event) => {
  if (listAddress() === listShown) event.preventDefault();
  else listShown = listAddress();
});
for (const kind of ["push", "replace"]) page.addEventListener(`htmx:after:history:${kind}`, () => { listShown = listAddress(); });

on("click", "[data-copy-address]", async (event, button) => {
  await navigator.clipboard?.writeText(new URL(button.dataset.copyAddress, location.href).href);
  toast(_("Link copied."));
});

// A page that was loaded with its task has no step back that would only close it.
if (panel()?.hidden !== false) wanted = null;
else page.getElementById("main").inert = NARROW.matches;
if (openRef()) history.replaceState({...history.state, beside: false}, "", addressWith(wanted));
whenShown(follow);
