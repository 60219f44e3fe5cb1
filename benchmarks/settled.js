// In every page from its start: notes when a person acts, and when the page last changed in its document or on a canvas.
(() => {
  const QUIET_MS = 400; // so long without a change, and the page is settled; not counted as part of the time
  const probe = { acted: 0, changed: 0, drawn: 0, charted: 0 };
  let isFrameAwaited = false;

  // A change counts when it is on the screen: after the frame that follows it.
  const note = () => {
    probe.changed = performance.now();
    // The first chart of a page, of our own drawing or of plotly's.
    if (!probe.charted && document.querySelector(".board .bar a, .js-plotly-plot .trace")) probe.charted = probe.changed;
    if (isFrameAwaited) return;
    isFrameAwaited = true;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { isFrameAwaited = false; probe.drawn = performance.now(); };
      channel.port2.postMessage(null);
    });
  };

  // What stands inside a canvas is for screen readers and never drawn; a table rewrites it half a second later.
  const isDrawn = (record) =>
    !record.target.parentElement?.closest("canvas") && !(record.type === "childList" && record.target.nodeName === "CANVAS");
  new MutationObserver((records) => { if (records.some(isDrawn)) note(); }).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  for (const name of ["fillText", "fillRect", "fill", "stroke", "clearRect", "drawImage"]) {
    const original = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...values) {
      note();
      return original.apply(this, values);
    };
  }
  const act = () => { probe.acted = performance.now(); };
  document.addEventListener("click", act, true);
  document.addEventListener("keydown", (event) => { if (event.key === "Enter") act(); }, true);

  const text = (selector) => document.querySelector(selector)?.textContent ?? "";
  const isRunning = () => !document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
  const isWaiting = () => !!document.querySelector("[data-testid=stAppSkeleton], [data-testid=stSkeleton]");

  probe.runNumber = () => text(".st-key-run_number_shown");

  // Milliseconds from the act to the last change drawn; of a first visit from the start of the navigation.
  // `before` is the run number that must have gone; `deadline` in ms.
  probe.settled = (before, deadline) => new Promise((resolve, reject) => {
    const start = performance.now();
    const look = () => {
      const now = performance.now();
      const last = Math.max(probe.changed, probe.drawn);
      if (document.querySelector("[data-testid=stMain]") && !isRunning() && !isWaiting() && !isFrameAwaited
          && (before === null || probe.runNumber() !== before) && now - last > QUIET_MS) {
        resolve(last - probe.acted);
      } else if (now - start > deadline) {
        reject(new Error(`not settled: running ${isRunning()}, waiting ${isWaiting()}, run ${probe.runNumber()}`));
      } else {
        setTimeout(look, 50);
      }
    };
    look();
  });
  window.benchmarkProbe = probe;
})();
