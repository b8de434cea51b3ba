// A picture opens above the page, with what it shows below it. Escape, a tap or the button close it.
const dialog = document.createElement("dialog");
dialog.className = "enlarged";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-enlarge]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const picture = document.createElement("img");
  picture.src = link.href;
  picture.alt = link.querySelector("img").alt;
  const words = document.createElement("p");
  words.textContent = picture.alt;
  words.setAttribute("aria-hidden", "true"); // the picture says it already
  dialog.setAttribute("aria-label", picture.alt);
  dialog.replaceChildren(picture, words);
  if (!dialog.isConnected) document.body.append(dialog);
  dialog.showModal();
});

dialog.addEventListener("click", () => dialog.close());
