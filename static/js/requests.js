// What a request does to the page around its swap: busy after 300 ms, and words when it fails.
const BUSY_AFTER = 300;
const OFFLINE = _("You are offline. Your text is still here. Try again when you are back.");

const FAILURES = {
  403: _("You may not do this. Ask an owner or admin of the workspace."),
  404: _("This is gone, or you cannot see it any more. Reload the page."),
  413: _("This is too large to be saved."),
  429: _("That was too often. Wait a minute, then try again."),
  503: _("Primo is not reachable right now. Your text is still here. Try again in a minute."),
};

const busyTimers = new WeakMap();

function busyElements(ctx) {
  const row = ctx.sourceElement?.closest(".task-row");
  return [ctx.request?.submitter ?? ctx.sourceElement, row].filter(Boolean);
}

page.addEventListener("htmx:before:request", ({detail: {ctx}}) => {
  const elements = busyElements(ctx);
  busyTimers.set(ctx, setTimeout(() => elements.forEach((element) => {
    element.setAttribute("aria-busy", "true");
    if (element.matches(".task-row")) element.dataset.busy = "";
  }), BUSY_AFTER));
  ctx.busy = elements;
});

page.addEventListener("htmx:finally:request", ({detail: {ctx}}) => {
  clearTimeout(busyTimers.get(ctx));
  ctx.busy?.forEach((element) => {
    element.removeAttribute("aria-busy");
    delete element.dataset.busy;
  });
});

// The server's own words come as an out-of-band toast; these are for when it sent none.
page.addEventListener("htmx:response:error", ({detail: {ctx}}) => {
  const {status} = ctx.response;
  if (status === 401 && !ctx.hx?.redirect) {
    location.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    return;
  }
  if (ctx.text?.includes("hx-swap-oob")) return;
  if (FAILURES[status]) toast(FAILURES[status]);
  else if (status >= 500) toast(failure(ctx));
});

page.addEventListener("htmx:error", ({detail}) => {
  if (!detail.ctx) return;
  toast(navigator.onLine ? failure(detail.ctx) : OFFLINE);
});

function failure(ctx) {
  return ctx.request?.method === "GET" ? _("This could not be loaded. Try again.") : _("This could not be saved. Your text is still here. Try again.");
}

function showLine() {
  const notice = page.getElementById("offline");
  if (notice) notice.hidden = navigator.onLine;
}

addEventListener("online", showLine);
addEventListener("offline", showLine);
showLine();
