// Measures contrast as WCAG 2 does, on what the browser has computed. Brings weakPairs() and weakOnes() to the page.
(() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});

  function painted(colour) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }

  const over = ([r, g, b, a], ground) => [r, g, b].map((part, n) => part * a + ground[n] * (1 - a)).concat(1);

  function luminance(colour) {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(ink, ground) {
    const [dark, light] = [luminance(over(ink, ground)), luminance(ground)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  window.weakPairs = (pairs) => pairs.map(([hue, ink, ground, least]) => {
    const probe = document.body.appendChild(document.createElement("p"));
    if (hue) probe.dataset.hue = hue;
    const read = (role) => {
      probe.style.color = `var(--${role})`;
      return painted(getComputedStyle(probe).color);
    };
    const found = contrast(read(ink), read(ground));
    probe.remove();
    return found < least ? `${hue ?? ""} ${ink} on ${ground}: ${found.toFixed(2)}` : "";
  }).filter(Boolean);

  // What is painted behind an element: grounds from the root inwards, those of ::before that lie under it included.
  function groundOf(element) {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const under = getComputedStyle(one, "::before");
      if (one !== element || element.children.length === 0) {
        const box = one.getBoundingClientRect();
        const covers = under.content !== "none" && under.position === "absolute" && parseFloat(under.width) >= box.width * 0.9;
        if (covers && parseFloat(under.height) >= box.height * 0.3) layers.push(painted(under.backgroundColor));
      }
      layers.push(painted(getComputedStyle(one).backgroundColor));
    }
    return layers.reverse().reduce((ground, layer) => over(layer, ground), painted("Canvas"));
  }

  const isShown = (element) => element.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && !element.closest("[disabled], [aria-disabled=true], .sr, [aria-hidden=true]:not(svg)");
  const words = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const say = (element, found) => `${found.toFixed(2)}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 140)}`;

  function weakText(element) {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const found = contrast(painted(style.color), groundOf(element));
    return found < (isLarge ? 3 : 4.5) ? say(element, found) : "";
  }

  function weakMark(element) {
    const found = contrast(painted(getComputedStyle(element).color), groundOf(element));
    return found < 3 ? say(element, found) : "";
  }

  // Fields that look like the text they change, and lines to add to a list, show by their words and their plus alone.
  const QUIET = ".quick-add--row textarea, .task__edit, .palette input";

  function weakField(field) {
    let box = field;
    while (box && !parseFloat(getComputedStyle(box).borderTopWidth)) box = box.parentElement;
    const found = box ? contrast(painted(getComputedStyle(box).borderTopColor), groundOf(box.parentElement)) : 0;
    return found < 3 ? say(field, found) : "";
  }

  function weakTick(tick) {
    const found = contrast(painted(getComputedStyle(tick).backgroundColor), groundOf(tick.parentElement));
    return found < 3 ? say(tick, found) : "";
  }

  window.weakOnes = () => {
    const shown = [...(document.querySelector("dialog:modal") ?? document.body).querySelectorAll("*")].filter(isShown);
    return [
      ...shown.filter((element) => words(element) && !element.closest("svg")).map(weakText),
      ...shown.filter((element) => element.matches("svg.icon, svg.prime")).map(weakMark),
      ...shown.filter((element) => element.matches(":is(input[type=text], input[type=email], input:not([type]), select, textarea)") && !element.matches(QUIET)).map(weakField),
      ...shown.filter((element) => element.matches(".tick")).map(weakTick),
    ].filter(Boolean);
  };
})();
