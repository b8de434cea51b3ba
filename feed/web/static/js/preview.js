// What a form would lead to follows what is chosen in it. Without this file a button asks for the same.
const PAUSE_MS = 250;

for (const form of document.querySelectorAll("form[data-preview]")) {
  const holder = form.querySelector("[data-preview-of]");
  let asked, waiting;

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.preview}?part`, { method: "POST", body: new FormData(form), signal: asked.signal });
      if (answer.ok && !answer.redirected) holder.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
}
