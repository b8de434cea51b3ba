// An owner's places on the map: tapped, dragged and widened there, kept in the fields below it, which work
// without this file as well. A place goes nowhere but into these fields.
const holder = document.querySelector("[data-places]");
const hint = document.querySelector("[data-map-hint]");
const DECIMALS = 5; // of a degree: about a metre

function worded(text) {
  const words = document.createElement("span"); // Leaflet takes strings for HTML
  words.textContent = text;
  return words;
}

function place(details, map) {
  const name = details.dataset.place;
  const field = (part) => document.getElementById(`${name}.${part}`);
  const slider = details.querySelector("[data-slides]");
  const title = () => field("name")?.value || details.dataset.unnamed;
  let circle, pin;

  const at = () => {
    const [lat, lon] = ["lat", "lon"].map((part) => field(part).value.trim());
    return lat && lon && Number.isFinite(+lat) && Number.isFinite(+lon) && Math.abs(+lat) <= 90 ? [+lat, +lon] : null;
  };
  const move = ({ lat, lng }) => {
    field("lat").value = lat.toFixed(DECIMALS);
    field("lon").value = map.wrapLatLng([lat, lng]).lng.toFixed(DECIMALS); // who pans round the earth taps beyond 180
    if (field("here")) field("here").checked = false;
    field("lat").dispatchEvent(new Event("input", { bubbles: true }));
  };
  const draw = () => {
    const where = at();
    slider.value = field("radius_m").value;
    if (!where) {
      [circle, pin].forEach((layer) => layer?.remove());
      circle = pin = undefined;
      return;
    }
    if (!pin) {
      circle = L.circle(where, { radius: 1, className: "map-zone", interactive: false }).addTo(map);
      pin = L.marker(where, { draggable: true, keyboard: false, icon: L.divIcon({ className: `pin${name === "home" ? " of-home" : ""}`, html: document.createElement("span"), iconSize: [28, 28], iconAnchor: [14, 34] }) }).addTo(map);
      pin.bindTooltip(() => worded(title()));
      pin.on("dragstart click", () => choose(name)).on("drag", () => circle.setLatLng(pin.getLatLng())).on("dragend", () => move(pin.getLatLng()));
    }
    pin.setLatLng(where);
    circle.setLatLng(where).setRadius(Number(field("radius_m").value) || 0);
  };
  const stand = () => {
    if (!field("here").checked) return;
    const { lat, lon } = field("here").dataset;
    move({ lat: Number(lat), lng: Number(lon) });
    field("here").checked = true;
    map.setView(at(), Math.max(map.getZoom(), 11));
  };

  details.querySelector("[data-slider]").hidden = false;
  slider.addEventListener("input", () => {
    field("radius_m").value = slider.value;
    draw();
  });
  field("here")?.addEventListener("change", stand);
  details.addEventListener("input", draw);
  details.addEventListener("toggle", () => details.open && choose(name));
  draw();
  return { name, title, move, at, details };
}

let chosen, places = [];

function choose(name) {
  chosen = places.find((one) => one.name === name) ?? chosen;
  if (!chosen) return;
  hint.hidden = false;
  hint.textContent = hint.dataset.mapHint.replace("{place}", chosen.title());
}

if (holder?.leaflet) {
  const map = holder.leaflet;
  const { lat, lon, stands } = holder.dataset;
  if (stands) L.circleMarker([lat, lon], { radius: 7, className: "map-car" }).bindTooltip(worded(stands)).addTo(map);
  places = [...document.querySelectorAll("details[data-place]")].map((details) => place(details, map));
  const known = places.map((one) => one.at()).filter(Boolean);
  if (known.length) map.fitBounds(L.latLngBounds(stands ? [...known, [lat, lon]] : known), { padding: [40, 40], maxZoom: 12 });
  choose((places.find((one) => one.details.open) ?? places.find((one) => !one.at()) ?? places[0]).name);
  map.on("click", ({ latlng }) => {
    chosen.details.open = true;
    chosen.move(latlng);
  });
}
