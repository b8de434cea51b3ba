// Counts down the letters that are left, and posts by Ctrl+Enter.
for (const form of document.querySelectorAll("form[data-compose]")) {
  const words = form.querySelector("textarea");
  const left = form.querySelector(".left");
  const longest = Number(words.dataset.longest);

  const count = () => {
    const remaining = longest - [...words.value].length;
    left.textContent = remaining <= 100 ? remaining : "";
    left.classList.toggle("over", remaining < 0);
  };
  words.addEventListener("input", count);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  words.addEventListener("focus", () => words.setSelectionRange(words.value.length, words.value.length), { once: true });
  count();
}
