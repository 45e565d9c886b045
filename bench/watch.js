// Runs in the page before its own scripts. `watch(type, isShown)` waits for the next event of this type and gives the
// milliseconds from its timestamp until a frame with what `isShown` looks for has been drawn.
(() => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now());
    after.port2.postMessage(0);
  }));

  window.watch = (type, isShown) => {
    window.found = new Promise((done) => addEventListener(type, (event) => {
      const look = async () => {
        if (!isShown()) return requestAnimationFrame(look);
        done(await drawn() - event.timeStamp);
      };
      queueMicrotask(look);
    }, {capture: true, once: true}));
  };

  window.firstTask = new Promise((done) => {
    const look = async () => {
      if (!document.querySelector(".task-row")?.getBoundingClientRect().height) return requestAnimationFrame(look);
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      done(Math.max(await drawn(), paint?.startTime ?? 0));
    };
    requestAnimationFrame(look);
  });
})();
