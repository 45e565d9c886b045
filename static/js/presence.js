// Who else is on the open task: a sign of life every few seconds, answered with the others.
const HERE_EVERY = 12_000;
let hereTimer, hereAt = "", wroteAt = 0;

async function beHere(state = "here") {
  const box = page.getElementById("here");
  if (hereAt && hereAt !== box?.dataset.here) goAway();
  clearTimeout(hereTimer);
  if (!box || page.hidden) return;
  hereAt = box.dataset.here;
  const html = await fetchText(hereAt, {method: "POST", body: new URLSearchParams({state})}).catch(() => null);
  if (html !== null && box.dataset.here === hereAt) box.innerHTML = html;
  clearTimeout(hereTimer);
  hereTimer = setTimeout(beHere, box.querySelector(".meta") ? HERE_EVERY / 2 : HERE_EVERY);
}

function goAway() {
  clearTimeout(hereTimer);
  if (hereAt) navigator.sendBeacon(hereAt, new URLSearchParams({state: "left"}));
  hereAt = "";
}

whenShown(() => (page.getElementById("here")?.dataset.here ?? "") !== hereAt && beHere());
addEventListener("pagehide", goAway);
addEventListener("pageshow", ({persisted}) => persisted && beHere());
page.addEventListener("visibilitychange", () => page.hidden ? goAway() : beHere());
on("input", "#composer textarea, #task-description textarea", () => {
  if (Date.now() - wroteAt < 4_000) return;
  wroteAt = Date.now();
  beHere("writing");
});
