// A script that only some pages need comes with the first element that names it (data-script).
const called = new Set();

whenShown(() => all("[data-script]").forEach(({dataset: {script: src}}) => {
  if (!called.has(src)) page.head.append(Object.assign(page.createElement("script"), {src}));
  called.add(src);
}));
