// What is seen comes first: this waits, as every deferred script does, for the style sheet, and only then asks for the
// others. On a slow line they would share it with the sheet; on any they would run before the first frame.
for (const src of document.currentScript.dataset.scripts.split(" ")) {
  document.head.append(Object.assign(document.createElement("script"), {src, async: false}));
}
