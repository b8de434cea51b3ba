// Keeps "5 min ago" true while a page stays open, and tells the server the time zone for the next page.
const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const RECENT_S = 6 * 86400;
const JUST_NOW_S = 45;
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short", numeric: "always" });

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;

export function refresh(root = document) {
  for (const time of root.querySelectorAll("time[data-ago]")) {
    const age = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const step = STEPS.find(([, seconds]) => age >= seconds);
    if (age < JUST_NOW_S || age >= RECENT_S || !step) continue; // as the server wrote it
    time.textContent = words.format(-Math.floor(age / step[1]), step[0]);
  }
}

setInterval(refresh, 30_000);
