// Stands between the pages and the network. It keeps our own files, a page that says there is no network, and for
// who is signed in the last home timeline, to read. Nothing else: no other page, no answer of the API, no settings.
// Whoever signs out, or in, finds nothing of who was here before. What is pushed it shows, and opens when chosen.
const FILES = "files";
const OWN = "own";
const OFFLINE = "/offline";
const TIMELINE = "/offline/home";
const LONGEST_MS = 7 * 86_400_000;
const PARTS = /(?:href|src)="(\/(?:static|portraits)\/[^"#]+)/g;

let visit = 0; // another begins when somebody signs in or out

async function forget() {
  visit += 1;
  await caches.delete(OWN);
}

/** The file as it is kept; else as it comes, which is kept in place of what it was before. */
async function file(name, request) {
  const cache = await caches.open(name);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.delete(request, { ignoreSearch: true });
    await cache.put(request, answer.clone());
  }
  return answer;
}

/** The page is kept with all that it shows. */
async function keep(name, path, page) {
  const parts = [...(await page.clone().text()).matchAll(PARTS)].map((found) => found[1]);
  await Promise.all(parts.map((part) => file(part.startsWith("/static/") ? FILES : name, part)));
  await (await caches.open(name)).put(path, page);
}

async function keepOffline() {
  const page = await fetch(OFFLINE, { cache: "no-cache" });
  if (page.ok) await keep(FILES, OFFLINE, page);
}

async function keepTimeline() {
  const ours = visit;
  const page = await fetch(TIMELINE, { cache: "no-cache" });
  if (page.redirected) return forget(); // to the door: nobody is signed in
  if (!page.ok || ours !== visit) return undefined;
  await caches.delete(OWN);
  await keep(OWN, TIMELINE, page);
  return ours === visit ? keepOffline() : forget(); // in the language that is read here now
}

async function withoutNetwork(path) {
  if (path === "/home" || path === "/") {
    const kept = await (await caches.open(OWN)).match(TIMELINE);
    if (kept && Date.now() - Date.parse(kept.headers.get("Date")) < LONGEST_MS) return kept;
  }
  return (await (await caches.open(FILES)).match(OFFLINE)) ?? Response.error();
}

async function visited(event, path) {
  try {
    const page = (await event.preloadResponse) || (await fetch(event.request));
    if (path === "/home" && page.type === "opaqueredirect") event.waitUntil(forget());
    else if (path === "/home" && page.ok) event.waitUntil(keepTimeline().catch(() => {}));
    return page;
  } catch {
    return withoutNetwork(path);
  }
}

addEventListener("install", (event) => event.waitUntil(keepOffline().then(() => skipWaiting())));

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([registration.navigationPreload?.enable(), clients.claim()]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (url.pathname === "/sign-in" || url.pathname === "/sign-out") event.waitUntil(forget());
  } else if (request.mode === "navigate") {
    event.respondWith(visited(event, url.pathname));
  } else if (url.pathname.startsWith("/static/") && url.searchParams.has("v")) {
    event.respondWith(file(FILES, request));
  } else if (url.pathname.startsWith("/portraits/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

addEventListener("push", (event) => {
  const { title, body, icon, path, notification_id: tag, preferred_locale: lang } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, icon, lang, tag, data: { path } }));
});

async function open(path) {
  const [page] = await clients.matchAll({ type: "window" });
  if (!page) return clients.openWindow(path);
  await page.focus();
  return page.navigate(path);
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});
