// Runs in the page before its own scripts. `watch(type, isShown)` waits for the next event of this type and gives the
// milliseconds from its timestamp until the frame that shows what `isShown` looks for has been drawn.
(() => {
  // Look before every frame; what is there then is drawn by the time the next message arrives.
  const drawn = (isShown) => new Promise((done) => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now());
    const look = () => isShown() ? after.port2.postMessage(0) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  });

  window.watch = (type, isShown) => {
    window.found = new Promise((done) => addEventListener(type, async (event) => {
      done(await drawn(isShown) - event.timeStamp);
    }, {capture: true, once: true}));
  };

  // The moments of a first visit, in milliseconds from the address: a task is drawn when its row was there before a
  // frame, that frame was on the screen, and the page had its turn again.
  window.firstVisit = drawn(() => document.querySelector(".task-row")?.getBoundingClientRect().height).then((at) => {
    const [page] = performance.getEntriesByType("navigation");
    const sheet = performance.getEntriesByType("resource").find(({name}) => name.endsWith(".css"));
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? at;
    return {
      "its page is there": page.responseEnd,
      "its style sheet is there": sheet.responseEnd,
      "something is drawn": paint,
      "a task is drawn": Math.max(at, paint),
    };
  });
})();
