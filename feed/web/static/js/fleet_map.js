// The map of a fleet follows its cars: whenever one has told something, the places are asked for anew.
import "./map.js";

const REST_MS = 5_000; // between two looks
const holder = document.querySelector("[data-fleet-places]");
let layer, source, due;

async function look() {
  due = undefined;
  const answer = await fetch(holder.dataset.fleetPlaces).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = holder.show(await answer.json()), bounds = fresh.getBounds();
  if (layer) layer.remove();
  else if (bounds.isValid()) holder.leaflet.fitBounds(bounds, { padding: [28, 28], maxZoom: 13 });
  layer = fresh;
}

function attend() {
  source?.close(); // a page nobody looks at keeps no connection
  if (document.hidden) return;
  look();
  source = new EventSource("/live/fleet");
  source.addEventListener("cars", () => (due ??= setTimeout(look, REST_MS)));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(attend, 5_000 + Math.random() * 5_000);
  });
}

if (holder) {
  document.addEventListener("visibilitychange", attend);
  attend();
}
