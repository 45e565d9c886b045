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

  window.firstTask = drawn(() => document.querySelector(".task-row")?.getBoundingClientRect().height).then((at) => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return Math.max(at, paint?.startTime ?? 0);
  });
})();
