/* Maps. The land is an outline from a file of ours with the names of towns, so that looking at a map tells nobody
   else where one looks; an operator may name a server of tiles instead. `parts/map.html` writes the holder:

     <div class="map" data-map data-land="…" …>

     data-features        an address of GeoJSON: all of it is shown, and the map shows where it is
     data-lat data-lon data-zoom     where to look first, or when there is nothing else to show
     data-clusters        points near one another are shown as one, with their number
     data-land            the outline of the land, TopoJSON
     data-tiles data-attribution     the operator's tiles, which take the place of the outline
     data-zoom-in data-zoom-out      what the two buttons are called

   What a feature looks like is said by its geometry and its properties, all of which may be missing:

     LineString           a track
     Point                a point; with `radius_m` a circle of that size on the ground
     Polygon              an area
     name                 said when it is pointed at or chosen (text, never HTML)
     href                 where choosing it leads
     look                 one of track, start, end, car, home, zone: the class `map-<look>` of map.css
     tint                 0 to 11: the colour of a car, as the class `tint-<n>`

   Pages with more to do put their own module after this one and ask the holder:

     holder.leaflet              the map, Leaflet's own object
     holder.show(collection)     shows GeoJSON, gives Leaflet's layer: `layer.remove()` takes it away again
     holder.addEventListener("map:shown", …)      data-features has been shown, or could not be
*/
const CLOSEST_OUTLINE = 13; // without tiles there is nothing more to see further in
const NAMED_FROM = 8; // from this near on towns have names; further out they would hide the land
const PADDING = [28, 28];

function worded(text) {
  const words = document.createElement("span"); // Leaflet takes strings for HTML
  words.textContent = text;
  return words;
}

function looks({ look, tint }, otherwise) {
  const tinted = Number.isInteger(tint) ? ` tint-${tint}` : "";
  return `map-${/^[a-z]+$/.test(look ?? "") ? look : otherwise}${tinted}`;
}

function point(feature, place) {
  const { properties } = feature;
  if (properties.radius_m) return L.circle(place, { radius: properties.radius_m, className: looks(properties, "zone") });
  return L.circleMarker(place, { radius: 7, className: looks(properties, "point") });
}

function introduce(feature, layer) {
  const { name, href } = feature.properties;
  if (name) layer.bindTooltip(worded(name), { sticky: feature.geometry.type !== "Point" });
  if (href) layer.on("click", () => location.assign(href));
}

function show(map, collection, clustered) {
  const features = L.geoJSON(collection, {
    style: (feature) => ({ className: looks(feature.properties, feature.geometry.type.includes("Line") ? "track" : "zone") }),
    pointToLayer: point,
    onEachFeature: introduce,
  });
  const layer = clustered ? L.markerClusterGroup({ showCoverageOnHover: false, maxClusterRadius: 44 }).addLayer(features) : features;
  return layer.addTo(map);
}

async function outline(map, address) {
  const atlas = await (await fetch(address)).json();
  const { land, countries } = atlas.objects;
  const pane = { pane: "tilePane", renderer: L.svg({ pane: "tilePane" }), interactive: false };
  L.geoJSON(topojson.feature(atlas, land), { ...pane, style: { className: "map-land", stroke: false } }).addTo(map);
  L.geoJSON(topojson.mesh(atlas, countries, (one, other) => one !== other), { ...pane, style: { className: "map-border" } }).addTo(map);
  map.attributionControl.addAttribution("Natural Earth");
}

function cells(bounds) {
  const found = [];
  for (let lat = Math.floor(bounds.getSouth()); lat <= bounds.getNorth(); lat++)
    for (let lon = Math.floor(bounds.getWest()); lon <= bounds.getEast(); lon++) found.push(`${lat}/${((lon + 540) % 360) - 180}`);
  return found;
}

// The largest towns have the first choice of room; whoever would stand in a larger one's name stays away.
function townNames(map) {
  const known = new Map(), shown = L.layerGroup().addTo(map);
  const read = (cell) => fetch(`/towns/${cell}.json`).then((answer) => (answer.ok ? answer.json() : []));
  const towns = (cell) => known.get(cell) ?? known.set(cell, read(cell)).get(cell);
  const label = ([lat, lon, , en, ja]) => {
    const icon = L.divIcon({ className: "map-town", html: worded(document.documentElement.lang === "ja" ? ja : en), iconSize: null });
    return L.marker([lat, lon], { interactive: false, keyboard: false, pane: "tilePane", icon });
  };
  const write = async () => {
    const near = map.getZoom() >= NAMED_FROM ? cells(map.getBounds()) : [];
    const found = (await Promise.all(near.map(towns))).flat().sort((one, other) => other[2] - one[2]);
    const size = map.getSize(), taken = [];
    shown.clearLayers();
    for (const town of found) {
      const { x, y } = map.latLngToContainerPoint([town[0], town[1]]);
      const isInside = x > 0 && y > 0 && x < size.x && y < size.y;
      if (!isInside || taken.some((other) => Math.abs(other.x - x) < 96 && Math.abs(other.y - y) < 34)) continue;
      taken.push({ x, y });
      label(town).addTo(shown);
    }
  };
  map.on("moveend", write);
}

// Leaflet empties a tile by giving it a picture from a data: address, which our pages forbid.
const Tiles = () => L.TileLayer.extend({ _removeTile: L.GridLayer.prototype._removeTile, _abortLoading() {} });

function tiles(map, address, attribution) {
  new (Tiles())(address, { maxZoom: 19, referrerPolicy: "origin", attribution: worded(attribution).innerHTML }).addTo(map);
}

function open(holder) {
  const { lat, lon, zoom, land, tiles: address, attribution, zoomIn, zoomOut } = holder.dataset;
  const map = L.map(holder, { zoomControl: false, scrollWheelZoom: false, maxZoom: address ? 19 : CLOSEST_OUTLINE, worldCopyJump: true });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.control.scale({ imperial: holder.dataset.units === "imperial", metric: holder.dataset.units !== "imperial" }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable()).on("blur", () => map.scrollWheelZoom.disable()); // a page scrolls past
  map.setView([Number(lat ?? 36), Number(lon ?? 138)], Number(zoom ?? 4));
  if (address) tiles(map, address, attribution ?? "");
  else {
    outline(map, land);
    townNames(map);
  }
  return map;
}

async function fill(holder, map) {
  const answer = await fetch(holder.dataset.features, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) return;
  const bounds = holder.show(await answer.json()).getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: PADDING, maxZoom: CLOSEST_OUTLINE });
}

for (const holder of document.querySelectorAll("[data-map]")) {
  if (holder.leaflet) continue; // this file may be loaded under two addresses
  holder.hidden = false;
  const map = (holder.leaflet = open(holder));
  holder.show = (collection) => show(map, collection, "clusters" in holder.dataset);
  if (holder.dataset.features) fill(holder, map).finally(() => holder.dispatchEvent(new Event("map:shown")));
}
