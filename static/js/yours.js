// Back may bring a page out of the browser's memory after its owner has gone, without a word to the server. Each page
// says whose it is, the door that it is nobody's; one that is not the last one's is hidden before it is seen, and asked for.
// What was typed is for who typed it: somebody else who signs in here does not find it.
const you = root.dataset.you ?? (location.pathname === "/sign-in" ? "" : undefined);

store((box) => {
  if (you === undefined) return;
  box.setItem("you", you);
  if (!you || box.getItem("typist") === you) return;
  dropDrafts(box);
  box.setItem("typist", you);
});
addEventListener("pageshow", ({persisted}) => store((box) => {
  if (!persisted || !you || box.getItem("you") === you) return;
  root.hidden = true;
  location.reload();
}));
on("submit", 'form[action="/sign-out"]', () => store((box) => {
  box.setItem("you", ""); // Before the next page can: a sign-out may lead to one that is not the door.
  dropDrafts(box);
}));
