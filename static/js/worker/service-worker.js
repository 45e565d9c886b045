// Answers when there is no line. It keeps the offline page and the files that page needs, and nothing of anybody's.
// BUILD and KEPT, the addresses to keep, are written above this when it is served; the page is the first of them.
const CACHE = `primo-${BUILD}`;
let isAway = false;

addEventListener("install", (event) => {
  skipWaiting();
  // What is no page goes past this worker, so that it costs nothing.
  event.addRoutes?.([
    {condition: {urlPattern: {pathname: "/static/*"}}, source: "cache"},
    {condition: {or: ["cors", "no-cors", "same-origin"].map((requestMode) => ({requestMode}))}, source: "network"},
  ]);
  event.waitUntil(keep());
});

async function keep() {
  const cache = await caches.open(CACHE);
  const add = (urls) => cache.addAll(urls.map((url) => new Request(url, {credentials: "omit"})));
  await add(KEPT);
  const text = await (await cache.match(KEPT[0])).text();
  // While a release goes out, the page may still be the older one's: then this build is kept the next time.
  if (text.includes(KEPT[1])) return add([...new Set(text.match(/\/static\/[\w.]+\.js/g))]);
  await caches.delete(CACHE);
  throw new Error("The offline page is of another build.");
}

addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all([registration.navigationPreload?.enable(), ...others.map((name) => caches.delete(name))]);
  await clients.claim();
}

addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(visit(event));
  else if (isAway) event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
});

async function visit({request, preloadResponse}) {
  try {
    const answer = await preloadResponse ?? await fetch(request);
    isAway = false;
    return answer;
  } catch {
    isAway = true;
    // A form that could not be sent leads back to its page, where the text is brought back.
    if (request.method !== "GET") return Response.redirect(request.referrer || "/", 303);
    return await caches.match(KEPT[0], {ignoreVary: true}) ?? Response.error();
  }
}
