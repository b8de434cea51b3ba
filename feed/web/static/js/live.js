// The home timeline grows by itself. Who reads at the top sees new posts slide in; who has scrolled down is
// told how many there are. Without this file the page is the same, as of the moment it was loaded.
const SLIDE = { duration: 450, easing: "cubic-bezier(0.2, 0.8, 0.3, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");
const timeline = document.querySelector("#timeline[data-live]");
const button = document.querySelector("button.news");
const heard = document.querySelector("[data-heard]");
const waiting = [];

function place(post) {
  const known = document.getElementById(post.id);
  if (known) return known.replaceWith(post);
  document.querySelector("[data-until-posts]")?.remove();
  const line = document.createElement("li");
  post.classList.add("arriving");
  line.append(post);
  const top = timeline.firstElementChild?.getBoundingClientRect().top;
  timeline.prepend(line);
  if (top !== undefined && !still.matches) slide(line.nextElementSibling.getBoundingClientRect().top - top);
}

// What is below begins where it was and makes room: nothing jumps under the reader's eyes.
function slide(height) {
  const below = [...timeline.children].slice(1);
  for (let next = timeline.nextElementSibling; next; next = next.nextElementSibling) below.push(next);
  below.push(document.querySelector(".foot"));
  for (const one of below) one.animate([{ transform: `translateY(${-height}px)` }, { transform: "none" }], SLIDE);
}

function change(html) {
  const post = new DOMParser().parseFromString(html, "text/html").querySelector("article.post");
  const known = post && document.getElementById(post.id);
  if (known && !known.querySelector("details[open], form.ballot :checked")) known.replaceWith(post);
}

function show() {
  waiting.splice(0).forEach(place);
  button.hidden = true;
}

function announce() {
  button.textContent = waiting.length === 1 ? button.dataset.one : button.dataset.many.replace("{count}", waiting.length);
  button.hidden = false;
}

function arrive(html) {
  const post = new DOMParser().parseFromString(html, "text/html").querySelector("article.post");
  if (!post || document.getElementById(post.id) || waiting.some((one) => one.id === post.id)) return;
  timeline.dataset.newest = post.dataset.id;
  if (window.scrollY < 200) {
    place(post);
    heard.textContent = "";
    heard.textContent = heard.dataset.heard;
  } else {
    waiting.push(post);
    announce();
  }
}

function vanish(id) {
  document.getElementById(`post-${id}`)?.closest("li").remove();
  const at = waiting.findIndex((post) => post.id === `post-${id}`);
  if (at >= 0) waiting.splice(at, 1);
  waiting.length ? announce() : (button.hidden = true);
}

let source;

function listen() {
  source = new EventSource(`${timeline.dataset.live}?since_id=${timeline.dataset.newest}`);
  source.addEventListener("post", (event) => arrive(event.data));
  source.addEventListener("changed", (event) => change(event.data));
  source.addEventListener("gone", (event) => vanish(event.data));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(attend, 5_000 + Math.random() * 5_000);
  });
}

function attend() {
  source?.close(); // a page nobody looks at keeps no connection; it catches up when it is seen again
  if (!document.hidden) listen();
}

if (timeline) {
  button.addEventListener("click", () => {
    show();
    window.scrollTo({ top: 0, behavior: "smooth" });
    timeline.querySelector("a.who")?.focus({ preventScroll: true });
  });
  document.addEventListener("visibilitychange", attend);
  attend();
}
