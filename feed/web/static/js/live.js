// The home timeline grows by itself. Who reads at the top sees new posts slide in; who has scrolled down is
// told how many there are. Without this file the page is the same, as of the moment it was loaded.
const SLIDE = { duration: 450, easing: "cubic-bezier(0.2, 0.8, 0.3, 1)" };
const still = matchMedia("(prefers-reduced-motion: reduce)");
const timeline = document.querySelector("#timeline[data-live]");
const button = document.querySelector("button.news");
const heard = document.querySelector("[data-heard]");
const waiting = []; // for a reader who is further down
const arriving = []; // what comes while others still slide in follows them, all at once
let sliding = false;

async function settle() {
  if (sliding) return;
  sliding = true;
  while (arriving.length) await place(arriving.splice(0));
  sliding = false;
}

async function place(posts) {
  const going = document.querySelector("[data-until-posts]");
  const below = [...timeline.children];
  for (let next = timeline.nextElementSibling; next; next = next.nextElementSibling) if (next !== going) below.push(next);
  below.push(document.querySelector(".foot"));
  const [anchor] = below;
  const top = anchor.getBoundingClientRect().top;
  going?.remove();
  for (const post of posts) {
    const line = document.createElement("li");
    post.classList.add("arriving");
    line.append(post);
    timeline.prepend(line);
  }
  if (!still.matches) await slide(below, anchor.getBoundingClientRect().top - top);
}

// What is below begins where it was and makes room: nothing jumps under the reader's eyes.
async function slide(below, height) {
  const steps = [{ transform: `translateY(${-height}px)` }, { transform: "none" }];
  await Promise.allSettled(below.map((one) => one.animate(steps, SLIDE).finished));
  await frame();
  await frame(); // painted where it stands now, before anything moves it again
}

function frame() {
  return new Promise(requestAnimationFrame);
}

function change(html) {
  const post = new DOMParser().parseFromString(html, "text/html").querySelector("article.post");
  const known = post && document.getElementById(post.id);
  if (known && !known.querySelector("details[open], form.ballot :checked")) known.replaceWith(post);
}

function show() {
  arriving.push(...waiting.splice(0));
  settle();
  button.hidden = true;
}

function announce() {
  button.textContent = waiting.length === 1 ? button.dataset.one : button.dataset.many.replace("{count}", waiting.length);
  button.hidden = false;
}

function arrive(html) {
  const post = new DOMParser().parseFromString(html, "text/html").querySelector("article.post");
  if (!post || document.getElementById(post.id)) return;
  if ([...waiting, ...arriving].some((one) => one.id === post.id)) return;
  timeline.dataset.newest = post.dataset.id;
  if (window.scrollY < 200) {
    arriving.push(post);
    settle();
    heard.textContent = "";
    heard.textContent = heard.dataset.heard;
  } else {
    waiting.push(post);
    announce();
  }
}

function vanish(id) {
  document.getElementById(`post-${id}`)?.closest("li").remove();
  for (const those of [waiting, arriving]) {
    const at = those.findIndex((post) => post.id === `post-${id}`);
    if (at >= 0) those.splice(at, 1);
  }
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
