// A guest's page keeps itself up to date while somebody looks at it. As soon as the link has ended, so has the page.
const EVERY_MS = 10_000;
const part = document.querySelector("[data-now]");
const holder = document.querySelector("[data-map]");
let marked;

function mark(follow) {
  if (!holder?.leaflet) return;
  marked?.remove();
  marked = undefined;
  const { lat, lon, name } = part.firstElementChild.dataset;
  holder.hidden = lat === undefined;
  if (lat === undefined) return;
  const geometry = { type: "Point", coordinates: [Number(lon), Number(lat)] };
  marked = holder.show({ type: "Feature", geometry, properties: { look: "car", name } });
  holder.leaflet.invalidateSize();
  if (follow) holder.leaflet.panTo([lat, lon]);
}

async function renew() {
  if (document.hidden) return;
  const answer = await fetch(part.dataset.now).catch(() => undefined); // without a network it stays as it was
  if (answer?.status === 404) location.reload();
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  part.replaceChildren(page.body.firstElementChild);
  mark(true);
}

mark(false);
setInterval(renew, EVERY_MS);
document.addEventListener("visibilitychange", renew);
