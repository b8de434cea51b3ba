// Passkeys: the browser makes one, or signs in with one it has. Without this file there is the password.
async function options(path, body) {
  const answer = await fetch(path, { method: "POST", body, headers: { Accept: "application/json" } });
  return { status: answer.status, told: answer.ok ? await answer.json() : null };
}

function send(form, credential) {
  form.elements.answer.value = JSON.stringify(credential.toJSON());
  form.submit();
}

async function make(form, failed) {
  const { told } = await options(form.dataset.begin, new URLSearchParams(new FormData(form)));
  if (!told) return (failed.hidden = false);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(told);
  send(form, await navigator.credentials.create({ publicKey }));
}

let waiting;

async function ask(form, mediation) {
  waiting?.abort();
  waiting = new AbortController();
  const { told } = await options(form.dataset.begin, new URLSearchParams(new FormData(form)));
  if (!told) return;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(told);
  send(form, await navigator.credentials.get({ publicKey, mediation, signal: waiting.signal }));
}

const quietly = (work) => work.catch((error) => {
  if (!["AbortError", "NotAllowedError", "InvalidStateError"].includes(error.name)) throw error; // somebody thought better of it
});

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  const making = document.querySelector("form[data-make-passkey]");
  if (making) {
    making.hidden = false;
    const failed = making.querySelector("[data-failed]");
    making.addEventListener("submit", (event) => {
      event.preventDefault();
      failed.hidden = true;
      quietly(make(making, failed));
    });
  }
  const asking = document.querySelector("form[data-ask-passkey]");
  if (asking) {
    asking.hidden = false;
    asking.addEventListener("submit", (event) => {
      event.preventDefault();
      quietly(ask(asking, "optional"));
    });
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) quietly(ask(asking, "conditional"));
  }
}
