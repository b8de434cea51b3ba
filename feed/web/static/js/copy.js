// Buttons beside what one may want to take along. Without this file the field itself can be marked and copied.
const fieldOf = (name) => document.getElementById(name);

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const field = fieldOf(button.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.setAttribute("aria-live", "polite");
    button.textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("button[data-sends]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    navigator.share({ title: button.dataset.title, url: fieldOf(button.dataset.sends).value }).catch(() => {}); // thought better of it
  });
}
