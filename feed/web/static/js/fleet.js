// The table of a fleet at hand: the whole fleet is fetched once, and sorting, sifting and searching are answered
// here, as the server would. Lines are made as one scrolls, and change while one looks. Without this file the
// same links and the same form ask the server.
import { refresh } from "./times.js";

const AT_ONCE = 60; // lines
const FIRST_DESCENDING = new Set(["seen", "trouble"]);
const SEVERITY = { flat: 0, low: 1, well: 2 };
const language = document.documentElement.lang;
const region = document.querySelector("[data-fleet]");
const pattern = region?.querySelector("[data-line]");
const search = document.querySelector("[data-search]");

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(language, { style: "percent" });
const km = new Intl.NumberFormat(language, { style: "unit", unit: "kilometer", maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", hour12: false });

function begin(words) {
  const body = region.querySelector("tbody"), pages = region.querySelector("[data-pages]");
  const asked = new URLSearchParams(location.search);
  const wanted = { sort: region.querySelector("table").dataset.sort, need: asked.get("filter") ?? "", words: search.q.value };
  let cars = new Map(), shown = [], lines = new Map();

  const texts = {
    charge: (car) => car.charge != null && percent.format(car.charge / 100),
    range: (car) => car.range != null && km.format(car.range),
    presence: (car) => (car.presence ? words.presence[car.presence] : !car.seen && words.new),
    service: (car) => {
      if (car.service != null) return (car.service < 0 ? words.overdue : words.in).replace("{}", km.format(Math.abs(car.service)));
      return car.days != null && (car.days < 0 ? words.overdue_days : words.in_days.replace("{}", whole.format(car.days)));
    },
    trouble: (car) => car.trouble || (car.is_well && words.none),
    tyres: (car) => words.tyres[car.tyres],
    battery: (car) => (car.battery != null ? words.volts.replace("{}", tenth.format(car.battery)) : car.needs.includes("battery") && words.low),
  };
  const needOf = { charge: "low", presence: "silent", service: "service", trouble: "trouble", tyres: "tyres", battery: "battery" };

  function fill(cell, car) {
    const column = cell.dataset.column, text = texts[column]?.(car);
    cell.className = car.needs.includes(needOf[column]) ? needOf[column] : "";
    if (!cell.className) cell.removeAttribute("class");
    if (column === "seen" && car.seen) {
      const time = document.createElement("time"), at = new Date(car.seen * 1000);
      Object.assign(time, { dateTime: at.toISOString(), title: day.format(at), textContent: day.format(at) });
      time.dataset.ago = "";
      cell.replaceChildren(time);
    } else if (!text) {
      const nothing = Object.assign(document.createElement("span"), { className: "soft", textContent: "–" });
      nothing.setAttribute("aria-label", words.unknown);
      cell.replaceChildren(nothing);
    } else if (column === "charge") {
      const meter = Object.assign(document.createElement("meter"), { min: 0, max: 100, low: 20, optimum: 100, value: car.charge });
      meter.setAttribute("aria-hidden", "true");
      cell.replaceChildren(meter, ` ${text}`);
    } else cell.textContent = text;
  }

  function line(car) {
    const row = pattern.content.firstElementChild.cloneNode(true), link = row.querySelector("a");
    row.dataset.car = car.id;
    Object.assign(link, { href: `/@${car.acct}`, textContent: car.name });
    for (const cell of row.querySelectorAll("[data-column]")) fill(cell, car);
    lines.set(car.id, row);
    return row;
  }

  function order(column) {
    if (column === "name") return (car) => car.key;
    return column === "tyres" ? (car) => SEVERITY[car.tyres] : (car) => car[column] || (car[column] === 0 ? 0 : null);
  }

  function compare(sort) {
    const column = sort.replace("-", ""), of = order(column), sign = sort.startsWith("-") ? -1 : 1;
    return (one, other) => {
      const a = of(one), b = of(other);
      if (a === b || (a == null && b == null)) return one.key < other.key ? -1 : 1;
      if (a == null || b == null) return a == null ? 1 : -1; // what is not known comes last either way
      return a < b ? -sign : sign;
    };
  }

  function address(changes, path = "/fleet") {
    const { sort, need, words: q } = { ...wanted, ...changes };
    const told = new URLSearchParams([["sort", sort === "name" ? "" : sort], ["filter", need], ["q", q.trim()]].filter(([, value]) => value));
    return told.size ? `${path}?${told}` : path;
  }

  function show() {
    const looked = wanted.words.trim().toLowerCase(), counts = {};
    const named = [...cars.values()].filter((car) => !looked || car.key.includes(looked) || car.acct.includes(looked));
    for (const car of named) for (const need of car.needs) counts[need] = (counts[need] ?? 0) + 1;
    shown = (wanted.need ? named.filter((car) => car.needs.includes(wanted.need)) : named).sort(compare(wanted.sort));
    lines = new Map();
    body.replaceChildren();
    more();
    for (const chip of region.querySelectorAll("[data-need]")) {
      const need = chip.dataset.need;
      chip.href = address({ need });
      chip.querySelector(".number").textContent = whole.format(need ? (counts[need] ?? 0) : named.length);
      need === wanted.need ? chip.setAttribute("aria-current", "true") : chip.removeAttribute("aria-current");
    }
    for (const link of region.querySelectorAll("[data-sorts]")) sorts(link);
    region.querySelector("[data-sheet]").href = address({}, "/fleet.csv");
  }

  function sorts(link) {
    const column = link.dataset.sorts, is = column === wanted.sort.replace("-", ""), down = wanted.sort.startsWith("-");
    link.href = address({ sort: (is ? !down : FIRST_DESCENDING.has(column)) ? `-${column}` : column });
    is ? link.parentElement.setAttribute("aria-sort", down ? "descending" : "ascending") : link.parentElement.removeAttribute("aria-sort");
  }

  function more() {
    const next = shown.slice(lines.size, lines.size + AT_ONCE);
    body.append(...next.map(line));
    refresh(body);
    const told = { first: whole.format(shown.length && 1), last: whole.format(lines.size), count: whole.format(shown.length) };
    region.querySelector("[data-shown]").textContent = shown.length ? words.shown.replace(/\{(\w+)\}/g, (_, name) => told[name]) : words.nothing;
    scrolled.unobserve(pages); // told anew whether its end is near
    if (lines.size < shown.length) scrolled.observe(pages);
  }

  const scrolled = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && more(), { rootMargin: "1200px" });

  function take(told) {
    for (const car of told) cars.set(car.id, { ...car, key: car.name.toLowerCase() });
  }

  function change(told) {
    take(told);
    for (const { id } of told) {
      const known = lines.get(id);
      if (!known || known.contains(document.activeElement)) continue;
      const row = line(cars.get(id));
      row.classList.add("changed");
      known.replaceWith(row);
      setTimeout(() => row.classList.remove("changed"), 1_200);
    }
    refresh(body);
  }

  function choose(changes) {
    Object.assign(wanted, changes);
    show();
    history.replaceState(null, "", address({}));
  }

  region.addEventListener("click", (event) => {
    const link = event.target.closest("[data-need], [data-sorts]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.sorts) choose({ sort: new URL(link.href).searchParams.get("sort") ?? "name" });
    else choose({ need: link.dataset.need });
  });
  search.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => choose({ words: search.q.value }));

  let source;
  async function attend() {
    source?.close(); // a page nobody looks at keeps no connection; it catches up when it is seen again
    if (document.hidden) return;
    const answer = await fetch("/fleet.json");
    if (!answer.ok || answer.redirected) return location.reload();
    cars = new Map();
    take(await answer.json());
    pages.replaceChildren();
    show();
    region.dataset.atHand = "";
    source = new EventSource("/live/fleet");
    source.addEventListener("cars", (event) => change(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      source.close();
      setTimeout(attend, 5_000 + Math.random() * 5_000);
    });
  }
  document.addEventListener("visibilitychange", attend);
  attend();
}

if (pattern) begin(JSON.parse(pattern.dataset.words));
