// Passkeys: asks the device, puts its answer into the form and sends that. Only pages with such a form load this.
"use strict";
(() => {
  const keys = window.PublicKeyCredential;
  if (!keys?.parseRequestOptionsFromJSON) return;
  let waiting = new AbortController();

  const ask = async (form, mediation) => {
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const { options, passkey } = form.dataset;
    const given = options ? JSON.parse(options) : await (await fetch(passkey, { signal })).json();
    const answer = options
      ? await navigator.credentials.create({ publicKey: keys.parseCreationOptionsFromJSON(given), signal })
      : await navigator.credentials.get({ publicKey: keys.parseRequestOptionsFromJSON(given), mediation, signal });
    form.querySelector("[data-answer]").value = JSON.stringify(answer);
    form.submit();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form).catch((fault) => {
        form.querySelector("[data-trouble]").hidden = fault.name === "AbortError";
      });
    });
    if ("offered" in form.dataset) {
      keys.isConditionalMediationAvailable?.().then((can) => can && ask(form, "conditional")).catch(() => {});
    }
  }
})();
