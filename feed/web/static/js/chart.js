// Draws tables of figures as charts: charge as a line, energy as bars, in upwards and out downwards. The colours are
// those of the page, and change with it.
const LONGEST_GAP_S = 4 * 3600; // a car that slept longer was not heard: the line is broken there
const HALF_A_DAY_S = 12 * 3600;
const language = document.documentElement.lang;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = (text) => (text === "" ? null : Number(text));
const wash = (name) => `color-mix(in srgb, ${colour(name)} 14%, transparent)`;

function written(time, form) {
  return new Intl.DateTimeFormat(language, form).format(time * 1000);
}

function axes(values, more = {}) {
  const axis = { stroke: colour("--ink-soft"), font: `12px ${getComputedStyle(document.body).fontFamily}`, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  return (tick) => [
    { ...axis, size: 30, space: 64, values: (_, times) => times.map(tick) },
    { ...axis, size: 56, ...more, values: (_, figures) => figures.map(values) },
  ];
}

function thinned(all, most) {
  return all.filter((_, at) => at % Math.ceil(all.length / most) === 0);
}

function line(rows, { time, label }) {
  const times = [], percents = [];
  for (const row of rows) {
    const at = Number(row.dataset.at);
    if (times.length && at - times.at(-1) > LONGEST_GAP_S) {
      times.push(times.at(-1) + 1);
      percents.push(null);
    }
    times.push(at);
    percents.push(number(row.dataset.percent));
  }
  const span = times.at(-1) - times[0];
  const hours = { hour: "numeric", minute: "2-digit", hour12: false }, days = { month: "short", day: "numeric" };
  return {
    points: [times, percents],
    scales: { y: { range: [0, 100] } },
    axes: axes((value) => `${value}%`, { incrs: [25] })((at) => written(at, span <= 2 * 86400 ? hours : days)),
    series: [
      { value: (_, at) => (at == null ? "–" : written(at, { ...days, ...hours })), label: time },
      { label, stroke: colour("--wakatake"), width: 2.5, fill: wash("--wakatake"), points: { show: times.length < 3 }, value: (_, percent) => (percent == null ? "–" : `${Math.round(percent)}%`) },
    ],
  };
}

function bars(rows, { time, into, out }) {
  const column = (read) => Array.from(rows, read);
  const kwh = (value) => (value == null ? "–" : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.abs(value))} kWh`);
  const day = (at) => written(at, { month: "short", day: "numeric" });
  const bar = (label, name) => ({ label, stroke: colour(name), fill: colour(name), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [0.62, 36] }), value: (_, value) => kwh(value) });
  const used = (row) => (row.dataset.used === "" ? null : -Number(row.dataset.used));
  const noons = column((row) => Number(row.dataset.at) + HALF_A_DAY_S);
  const [across, up] = axes((value) => kwh(value))(day);
  return {
    points: [noons, column((row) => number(row.dataset.charged)), column(used)],
    scales: { x: { range: (_, least, most) => [least - HALF_A_DAY_S, most + HALF_A_DAY_S] } },
    axes: [{ ...across, grid: { show: false }, splits: (chart) => thinned(noons, chart.width / 72) }, up],
    series: [{ value: (_, at) => (at == null ? "–" : day(at)), label: time }, bar(into, "--wakatake"), bar(out, "--kaki")],
  };
}

function draw(holder) {
  const rows = document.getElementById(holder.dataset.chart).tBodies[0].rows;
  const { points, ...look } = (holder.dataset.kind === "bars" ? bars : line)(rows, holder.dataset);
  const size = () => ({ width: holder.clientWidth, height: 220 });
  holder.hidden = false;
  const chart = new uPlot({ ...size(), cursor: { y: false, drag: { x: false } }, legend: { show: true }, ...look }, points, holder);
  const resizing = new ResizeObserver(() => chart.setSize(size()));
  resizing.observe(holder);
  return () => { resizing.disconnect(); chart.destroy(); };
}

for (const holder of document.querySelectorAll("[data-chart]")) {
  let forget = draw(holder);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { forget(); forget = draw(holder); });
}
