// Going back shows the page as it was left. If something has changed since, here or elsewhere, it is brought up to date.
function statedVersion(document) {
  return document.querySelector("meta[name=version]")?.content;
}

async function freshen() {
  if (!statedVersion(page) || !navigator.onLine) return;
  const answer = await fetch(location.href, {cache: "no-cache"}).catch(() => null);
  if (answer?.redirected) return location.reload(); // Signed out meanwhile, or moved.
  if (!answer?.ok) return;
  const text = await answer.text();
  const newer = new DOMParser().parseFromString(text, "text/html");
  if (statedVersion(newer) === statedVersion(page)) return;
  await htmx.swap({text, select: "#main", target: "#main", swap: "outerMorph", selectOOB: "#sidebar,#panel", sourceElement: page.body});
  page.querySelector("meta[name=version]").content = statedVersion(newer);
}

addEventListener("pageshow", (event) => {
  const [visit] = performance.getEntriesByType("navigation");
  if (event.persisted || visit?.type === "back_forward") freshen();
});
