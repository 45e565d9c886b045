// Search and commands. What is offered at once comes with the first opening and is narrowed down here; tasks are found
// by the server, one request at a time, and an answer to letters that are no longer there is dropped.
const PAUSE_BEFORE_SEARCH = 120;
const MOST_OFFERED = 6;
const KINDS_BY_SIGN = {">": "do", "@": "person", "#": "project"};
const palette = page.getElementById("palette");
const asked = palette?.querySelector("input");
const offered = palette?.querySelector("[data-options]");
const RECENT = `recent:${palette?.dataset.url}`;
let searching;
let searchTimer;
let filledFor = "";
let searchesFor = "";

function recents() {
  return store((box) => JSON.parse(box.getItem(RECENT))) ?? [];
}

function remember(id) {
  const ids = [id, ...recents().filter((one) => one !== id)].slice(0, 20);
  store((box) => box.setItem(RECENT, JSON.stringify(ids)));
}

function noteOpenTask() {
  const ref = taskOpen()?.dataset.ref;
  if (ref && palette && recents()[0] !== ref) remember(ref);
}

async function openPalette() {
  if (palette.open) return;
  asked.value = "";
  asked.walked = null;
  palette.showModal();
  const refs = recents().filter((id) => /^\w+-\d+$/.test(id)).slice(0, 5);
  const url = `${palette.dataset.url}?${new URLSearchParams(refs.map((ref) => ["ref", ref]))}`;
  const version = url + statedVersion(page);
  if (filledFor !== version) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.redirected) return location.reload();
    if (answer?.ok) {
      offered.innerHTML = await answer.text();
      filledFor = version;
    }
  }
  offer(offered, asked);
  suggest();
}

function groupOf(name) {
  return offered.querySelector(`[data-group="${name}"]`);
}

// Narrow what is here; the best first and, among equals, what was used last. Groups with nothing but scattered letters
// come after those in which the words stand.
function suggest() {
  const kind = KINDS_BY_SIGN[asked.value[0]];
  const typed = asked.value.slice(kind ? 1 : 0).trim();
  const used = recents();
  const able = targets().length > 0;
  const shownBefore = (id) => groupOf("recent")?.querySelector(`[data-id="${id}"]:not([hidden])`);
  narrow(offered, typed);
  for (const group of offered.children) {
    const {group: name} = group.dataset;
    const options = all("[role=option]", group).filter((option) => option.dataset.adds === undefined);
    const rank = (option) => option.score * 100 + (used.indexOf(option.dataset.id) + 1 || 50);
    const kept = options.filter((option) => {
      const {id, kind: is, does} = option.dataset;
      return (name === "tasks" ? !kind && !shownBefore(id) : !option.hidden) && (!kind || is === kind) && (!does || able);
    }).sort((a, b) => rank(a) - rank(b)).slice(0, kind || !typed && name === "do" ? 40 : typed || name === "recent" ? MOST_OFFERED : 12);
    options.forEach((option) => { option.hidden = !kept.includes(option); });
    if (name !== "tasks") group.append(...kept);
  }
  offerToAdd(kind ? "" : typed);
  const groups = [...offered.children];
  for (const group of groups) {
    group.place ??= groups.indexOf(group);
    const shown = all("[role=option]:not([hidden])", group);
    group.hidden = !shown.length;
    group.isFar = !shown.some(({score}) => score < 3);
  }
  offered.append(...groups.sort((a, b) => a.isFar - b.isFar || a.place - b.place));
  const options = optionsOf(offered);
  point(offered, asked, options.includes(asked.walked) ? asked.walked : options[0]);
}

function offerToAdd(title) {
  const add = offered.querySelector("[data-adds]");
  if (!add) return;
  add.hidden = !title;
  wordsOf(add).textContent = _(`Add task “${title}”`);
  groupOf("do").append(add);
}

function searchTasks() {
  clearTimeout(searchTimer);
  searching?.abort();
  const typed = asked.value.trim();
  searchesFor = typed;
  if (!typed || KINDS_BY_SIGN[typed[0]]) searchesFor = "";
  if (!searchesFor) return groupOf("tasks")?.querySelectorAll("a").forEach((one) => one.remove());
  searchTimer = setTimeout(async () => {
    searching = new AbortController();
    const url = `${palette.dataset.url}/tasks?${new URLSearchParams({q: typed})}`;
    const html = await fetchText(url, {signal: searching.signal}).catch(() => "");
    if (asked.value.trim() !== typed || !palette.open) return;
    searchesFor = "";
    const group = groupOf("tasks");
    all("a", group).forEach((one) => one.remove());
    group.insertAdjacentHTML("beforeend", html);
    offer(offered, asked);
    suggest();
  }, PAUSE_BEFORE_SEARCH);
}

async function addTyped(url) {
  const title = asked.value.trim();
  palette.close();
  const quick = page.getElementById("quick-add-text");
  if (quick) {
    quick.value = title;
    return quick.form.requestSubmit();
  }
  await htmx.ajax("POST", url, {source: "#live", swap: "none", values: {title, new_id: freshId()}});
  toast(_("Added to your Inbox."));
}

if (palette) {
  asked.addEventListener("input", () => {
    suggest();
    searchTasks();
  });
  asked.addEventListener("keydown", (event) => {
    // Tasks may still be found: then Enter waits for them, and adds none.
    if (event.key === "Enter" && searchesFor && offered.querySelector('[data-adds][aria-selected="true"]')) {
      event.preventDefault();
      event.stopPropagation();
      asked.dataset.enter = "";
    }
    if (event.key !== "Escape" || !asked.value) return;
    event.preventDefault();
    asked.value = "";
    asked.dispatchEvent(new Event("input"));
  });
  offered.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    const {id, does, adds} = option.dataset;
    if (id) remember(id);
    if (adds) {
      event.preventDefault();
      return addTyped(adds);
    }
    palette.close();
    if (does) setTimeout(() => act(page.querySelector(`#bulk [data-act="${does}"]`)));
  });
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
  page.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    palette.open ? palette.close() : openPalette();
  });
  on("click", "[data-palette]", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPalette();
  });
  whenShown(noteOpenTask);
}
