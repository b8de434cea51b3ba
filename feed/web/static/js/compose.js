// Counts down the letters that are left, posts by Ctrl+Enter, and shows one more place for a picture when the
// one before it is taken.
for (const form of document.querySelectorAll("form[data-compose]")) {
  const words = form.querySelector("textarea");
  const left = form.querySelector(".left");
  const longest = Number(words.dataset.longest);

  const count = () => {
    const warning = form.querySelector("#warning")?.value ?? "";
    const remaining = longest - [...words.value].length - [...warning].length;
    left.textContent = remaining <= 100 ? remaining : "";
    left.classList.toggle("over", remaining < 0);
  };
  words.addEventListener("input", count);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  words.addEventListener("focus", () => words.setSelectionRange(words.value.length, words.value.length), { once: true });
  count();

  const places = [...form.querySelectorAll(".brings")];
  const offer = () => {
    const taken = places.findLastIndex((place) => place.querySelector("input[type=file]").files.length);
    places.forEach((place, number) => (place.hidden = number > taken + 1));
  };
  form.addEventListener("change", offer);
  offer();
}
