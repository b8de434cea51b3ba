// A timeline goes on as one scrolls: the page behind "Older" is added before its end is reached.
const AHEAD = "800px";

function next() {
  return document.querySelector("nav.more a[rel=next]");
}

async function goOn(link) {
  const nav = link.closest("nav");
  nav.setAttribute("aria-busy", "true");
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const known = (line) => [...line.querySelectorAll("article.post")].some((post) => document.getElementById(post.id));
  const lines = [...page.querySelectorAll("ol.timeline > li")].filter((line) => !known(line));
  document.querySelector("ol.timeline").append(...lines);
  const further = page.querySelector("nav.more a[rel=next]");
  further ? link.replaceWith(further) : link.remove();
  nav.removeAttribute("aria-busy");
}

const watching = new IntersectionObserver(async ([seen]) => {
  if (!seen.isIntersecting) return;
  watching.unobserve(seen.target);
  try {
    await goOn(seen.target);
    watch();
  } catch {
    seen.target.closest("nav")?.removeAttribute("aria-busy"); // the link is still there to be followed
  }
}, { rootMargin: AHEAD });

function watch() {
  const link = next();
  if (link && document.querySelector("ol.timeline")) watching.observe(link);
}

watch();
