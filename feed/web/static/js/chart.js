// Draws the table of charge as a chart. The colours are those of the page, and change with it.
const LONGEST_GAP_S = 4 * 3600; // a car that slept longer was not heard: the line is broken there
const language = document.documentElement.lang;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function read(table) {
  const times = [], percents = [];
  for (const row of table.tBodies[0].rows) {
    const at = Number(row.dataset.at);
    if (times.length && at - times.at(-1) > LONGEST_GAP_S) {
      times.push(times.at(-1) + 1);
      percents.push(null);
    }
    times.push(at);
    percents.push(row.dataset.percent === "" ? null : Number(row.dataset.percent));
  }
  return [times, percents];
}

function tick(time, span) {
  const form = span <= 2 * 86400 ? { hour: "numeric", minute: "2-digit", hour12: false } : { month: "short", day: "numeric" };
  return new Intl.DateTimeFormat(language, form).format(time * 1000);
}

function draw(holder) {
  const points = read(document.getElementById(holder.dataset.chart));
  const size = () => ({ width: holder.clientWidth, height: 220 });
  const axis = { stroke: colour("--ink-soft"), font: `12px ${getComputedStyle(document.body).fontFamily}`, grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  holder.hidden = false;
  const span = points[0].at(-1) - points[0][0];
  const chart = new uPlot({
    ...size(),
    cursor: { y: false, drag: { x: false } },
    legend: { show: true },
    scales: { y: { range: [0, 100] } },
    axes: [
      { ...axis, size: 30, space: 64, values: (_, times) => times.map((time) => tick(time, span)) },
      { ...axis, size: 48, incrs: [25], values: (_, values) => values.map((value) => `${value}%`) },
    ],
    series: [
      { value: (_, time) => (time == null ? "–" : new Intl.DateTimeFormat(language, { month: "short", day: "numeric", hour: "numeric", minute: "2-digit", hour12: false }).format(time * 1000)), label: holder.dataset.time },
      { label: holder.dataset.label, stroke: colour("--wakatake"), width: 2.5, fill: `color-mix(in srgb, ${colour("--wakatake")} 14%, transparent)`, points: { show: points[0].length < 3 }, value: (_, percent) => (percent == null ? "–" : `${Math.round(percent)}%`) },
    ],
  }, points, holder);
  const resizing = new ResizeObserver(() => chart.setSize(size()));
  resizing.observe(holder);
  return () => { resizing.disconnect(); chart.destroy(); };
}

for (const holder of document.querySelectorAll("[data-chart]")) {
  let forget = draw(holder);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { forget(); forget = draw(holder); });
}
