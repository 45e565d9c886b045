// Choosing from a list while the focus stays in its field: letters narrow it down, arrows move, Enter takes.
let optionIds = 0;

// Where the letters stand in the text, and how good that is (0 is best); null where they do not.
function fuzzy(text, typed) {
  const words = text.toLowerCase();
  const wanted = typed.toLowerCase().replace(/\s+/g, " ").trim();
  const whole = words.indexOf(wanted);
  if (whole >= 0) {
    const isStart = !whole || /\W/.test(words[whole - 1]);
    return {score: !whole ? 0 : isStart ? 1 : 2, hits: [...wanted].map((_, at) => whole + at)};
  }
  if (wanted.length < 3) return null;
  const hits = [];
  for (const letter of wanted.replaceAll(" ", "")) {
    const at = words.indexOf(letter, (hits.at(-1) ?? -1) + 1);
    if (at < 0) return null;
    hits.push(at);
  }
  const spread = hits.at(-1) - hits[0] + 1 - hits.length;
  return spread <= 3 * hits.length ? {score: 3 + spread / 100, hits} : null;
}

function markHits(option, hits) {
  const runs = [];
  [...option.words].forEach((letter, at) => {
    const on = hits.includes(at);
    if (runs.at(-1)?.on === on) runs.at(-1).text += letter;
    else runs.push({on, text: letter});
  });
  wordsOf(option).replaceChildren(...runs.map(({on, text}) => {
    if (!on) return text;
    const mark = page.createElement("mark");
    mark.textContent = text;
    return mark;
  }));
}

function wordsOf(option) {
  return option.querySelector("[data-words]") ?? option.querySelector("span:not([class])");
}

function optionsOf(list) {
  return all("[role=option]:not([hidden])", list).filter((option) => !option.closest("[hidden]"));
}

// Make the links and buttons of a list into options of the field.
function offer(list, field) {
  list.role = "listbox";
  list.id ||= `options-${++optionIds}`;
  Object.assign(field, {hidden: false, role: "combobox", ariaExpanded: "true", ariaAutoComplete: "list"});
  field.setAttribute("aria-controls", list.id);
  for (const option of all("a, button", list)) {
    option.role = "option";
    option.tabIndex = -1;
    option.id ||= `option-${++optionIds}`;
    option.words ??= wordsOf(option).textContent;
  }
  point(list, field, optionsOf(list)[0]);
  field.focus();
}

function point(list, field, option) {
  for (const one of all("[role=option]", list)) one.ariaSelected = String(one === option);
  option ? field.setAttribute("aria-activedescendant", option.id) : field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({block: "nearest"});
  if (!option || field.dataset.enter === undefined) return;
  delete field.dataset.enter;
  option.click();
}

function listOf(field) {
  return page.getElementById(field.getAttribute("aria-controls"));
}

function narrow(list, typed) {
  for (const option of all("[role=option]", list)) {
    const found = typed ? fuzzy(option.words, typed) : {score: 0, hits: []};
    option.hidden = !found;
    option.score = found?.score;
    markHits(option, found?.hits ?? []);
  }
}

// Enter that comes before what it is to take is remembered, unless other letters follow.
on("input", "[data-filter]", (event, field) => {
  delete field.dataset.enter;
  field.walked = null;
}, true);

on("input", "#picker [data-filter]", (event, field) => {
  const list = listOf(field);
  if (!list) return;
  narrow(list, field.value);
  point(list, field, optionsOf(list).sort((a, b) => a.score - b.score)[0]);
});

on("keydown", "[data-filter]", (event, field) => {
  const list = listOf(field);
  if (event.isComposing || event.defaultPrevented) return;
  const options = list ? optionsOf(list) : [];
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (step && options.length) point(list, field, field.walked = options[(at + step + options.length) % options.length]);
  else if (event.key === "Enter") options[at] ? options[at].click() : field.dataset.enter = "";
  else return;
  event.preventDefault();
});
