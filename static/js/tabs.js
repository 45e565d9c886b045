// Where there are more tabs than there is room, the current one is in sight.
all(".tabs [aria-current]").forEach((tab) => {
  const bar = tab.closest(".sheet__bar");
  if (bar) bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
});

// A place opens the next time in the view that was chosen in it last.
on("click", ".tabs[data-chosen] a", (event, tab) => {
  const body = new URLSearchParams({view: tab.dataset.name});
  fetch(tab.closest(".tabs").dataset.chosen, {method: "POST", body, keepalive: true, redirect: "manual"});
});
