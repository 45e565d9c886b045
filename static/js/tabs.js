// Where there are more tabs than there is room, the current one is in sight.
all(".tabs [aria-current]").forEach((tab) => {
  const bar = tab.closest(".sheet__bar");
  if (bar) bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
});
