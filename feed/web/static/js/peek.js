// A password can be looked at while it is typed. Without this file it stays hidden.
for (const field of document.querySelectorAll("input[data-peek]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bare peek";
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? field.form.dataset.hide : field.form.dataset.show;
    button.setAttribute("aria-pressed", shown);
    button.setAttribute("aria-controls", field.id);
  };
  button.addEventListener("click", () => {
    show(field.type === "password");
    field.focus();
  });
  field.form.addEventListener("submit", () => show(false));
  field.after(button);
  show(false);
}
