// The line to the server: the browser holds one stream, shared by its tabs; without one the pages ask now and then.
const POLL = 15_000;
const GRACE = 10_000;
const SILENCE = 60_000;
const liveTabs = liveBase && navigator.locks ? new BroadcastChannel(`live:${liveBase}`) : null;
let stream, silenceTimer, reopenTimer, pollTimer, hiddenTimer, leaveLine;
let isLeading = false;

function takeFrame(message) {
  if (message.ask) { if (stream) liveTabs?.postMessage({hello: newestVersion}); }
  else if (message.look) refreshIn(0);
  else if (message.hello !== undefined) catchUp(message.hello);
  else hearFrame(message);
}

function shareFrame(message) {
  liveTabs?.postMessage(message);
  takeFrame(message);
}

// One tab holds the stream for all of them, as long as it is seen; the next one that is seen takes it over. Until the
// stream speaks, all of them ask now and then.
function openStream() {
  clearTimeout(reopenTimer);
  pollPages(true);
  stream = new EventSource(`${liveBase}/stream`);
  stream.addEventListener("hello", hearIt(({v}) => { pollPages(false); shareFrame({hello: v}); }));
  stream.addEventListener("beat", hearIt(() => {}));
  stream.addEventListener("message", hearIt(shareFrame));
  stream.addEventListener("end", () => { reopenStream(); refreshIn(1_000 + Math.random() * 2_000); });
  stream.addEventListener("error", () => reopenStream(stream.readyState === EventSource.CLOSED ? POLL : 1_000));
  expectWord();
}

function hearIt(act) {
  return ({data}) => {
    expectWord();
    act(JSON.parse(data));
  };
}

function expectWord() {
  clearTimeout(silenceTimer);
  silenceTimer = setTimeout(reopenStream, SILENCE);
}

function closeStream() {
  clearTimeout(silenceTimer);
  clearTimeout(reopenTimer);
  stream?.close();
  stream = null;
}

function reopenStream(delay = 1_000) {
  closeStream();
  pollPages(true);
  reopenTimer = setTimeout(openStream, delay * (.5 + Math.random()));
}

function pollPages(isOn) {
  if (isOn && pollTimer) return;
  clearTimeout(pollTimer);
  pollTimer = isOn && setTimeout(() => {
    pollTimer = 0;
    shareFrame({look: 1});
    pollPages(true);
  }, POLL * (.8 + Math.random() * .4));
}

function joinLine() {
  if (leaveLine) return;
  const stop = new AbortController();
  const lead = () => new Promise((free) => {
    isLeading = true;
    leaveLine = () => {
      isLeading = false;
      closeStream();
      pollPages(false);
      free();
    };
    openStream();
  });
  leaveLine = () => stop.abort();
  liveTabs?.postMessage({ask: 1});
  liveTabs ? navigator.locks.request(`live:${liveBase}`, {signal: stop.signal}, lead).catch(() => {}) : lead();
}

function partLine() {
  leaveLine?.();
  leaveLine = null;
}

if (liveBase) {
  if (liveTabs) liveTabs.onmessage = ({data}) => leaveLine && takeFrame(data);
  page.addEventListener("visibilitychange", () => {
    clearTimeout(hiddenTimer);
    if (page.hidden) hiddenTimer = setTimeout(partLine, GRACE);
    else {
      joinLine();
      refreshIn(0);
    }
  });
  addEventListener("pagehide", partLine);
  addEventListener("online", () => {
    if (isLeading) reopenStream(0);
    refreshIn(0);
  });
  addEventListener("pageshow", (event) => {
    const [visit] = performance.getEntriesByType("navigation");
    if (event.persisted || visit?.type === "back_forward") refreshIn(0);
    if (!page.hidden) joinLine();
  });
}
