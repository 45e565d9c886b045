// Narrows a long list of boxes to those that hold what is typed; a ticked one stays. Only pages with such a list load this.
document.addEventListener("input", ({target}) => {
  const list = document.getElementById(target.dataset?.narrows);
  if (!list) return;
  const typed = target.value.trim().toLowerCase();
  for (const choice of list.querySelectorAll("label")) {
    choice.hidden = !choice.textContent.toLowerCase().includes(typed) && !choice.querySelector(":checked");
  }
});
