// Files that are dropped, pasted or chosen go to the open task, one after the other, and show how far each has come.
const MB = 1024 * 1024;

for (const type of ["dragover", "dragleave", "drop", "paste", "change"]) document.addEventListener(type, take);

function take(event) {
  const {type} = event;
  const box = document.querySelector("[data-files]");
  const given = event.dataTransfer ?? event.clipboardData ?? event.target;
  const files = [...given.files ?? []];
  if (!box || !(files.length || given.types?.includes("Files"))) return;
  if (type === "paste" && given.types.includes("text/plain")) return; // The words of it were meant.
  event.preventDefault();
  box.toggleAttribute("data-over", type === "dragover");
  if (!files.length || type.startsWith("drag")) return;
  if (type === "change") given.value = "";
  send(box, files);
}

async function send(box, files) {
  const url = box.dataset.files;
  const lines = files.map((file) => addLine(box, file));
  const refused = [];
  for (const [at, file] of files.entries()) {
    const words = file.size > box.dataset.limit * MB ?
      `“${file.name}” is too large: a file may have ${box.dataset.limit} MB.` :
      await sendOne(url, file, lines[at].querySelector("progress"));
    if (words) refused.push(words);
    else lines[at].remove();
  }
  lines.forEach((line) => line.remove());
  if (refused.length < files.length) await htmx.ajax("GET", url, {source: "#live", swap: "none"});
  const place = document.querySelector(`[data-files="${url}"] [data-sending]`);
  for (const words of refused) {
    const line = document.createElement("li");
    line.setAttribute("role", "alert");
    line.textContent = words;
    place?.append(line);
  }
  const region = document.getElementById("live");
  if (region && !refused.length) region.textContent = files.length > 1 ? _(`${files.length} files attached.`) : _("Attached.");
}

function addLine(box, file) {
  const [line, name, bar] = ["li", "span", "progress"].map((kind) => document.createElement(kind));
  name.textContent = file.name;
  bar.setAttribute("aria-label", _(`Sending ${file.name}`));
  line.append(name, bar);
  box.querySelector("[data-sending]").append(line);
  return line;
}

// Answers with nothing, or with the words that say why not.
function sendOne(url, file, bar) {
  return new Promise((answer) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", url);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("HX-Request-Type", "partial");
    request.upload.onprogress = ({loaded, total}) => {
      bar.max = total;
      bar.value = loaded;
    };
    request.onload = () => answer(request.status === 204 ? "" : words(request, file));
    request.onerror = () => answer(`“${file.name}” could not be sent. Try again.`);
    request.send(form);
  });
}

function words({status, responseText}, {name}) {
  if (status === 422) return responseText;
  if (status === 413) return `“${name}” is too large to be sent.`;
  return `“${name}” could not be attached. Reload the page and try again.`;
}
