// Whether this browser can be told, may be told, and is told; and the way from one to the next.
const chapter = document.querySelector("[data-push]");
const form = chapter.querySelector("form[action$='/notifications']");

function show(state) {
  for (const part of chapter.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function worker() {
  if (!("PushManager" in window) || !("Notification" in window)) return undefined;
  const registered = await navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
  return registered && navigator.serviceWorker.ready;
}

async function look() {
  const ready = await worker();
  if (!ready) return show("missing");
  if (Notification.permission === "denied") return show("denied");
  const subscription = await ready.pushManager.getSubscription();
  return show(subscription && chapter.dataset.here === "yes" ? "allowed" : "possible");
}

async function allow(event) {
  event.preventDefault();
  if ((await Notification.requestPermission()) !== "granted") return show("denied");
  try {
    const { pushManager } = await worker();
    await (await pushManager.getSubscription())?.unsubscribe(); // of who was signed in before, or for another key
    const key = bytes(chapter.dataset.push);
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    form.elements.endpoint.value = subscription.endpoint;
    for (const name of ["p256dh", "auth"]) form.elements[name].value = text(subscription.getKey(name));
  } catch {
    return show("failed");
  }
  return form.submit();
}

form.addEventListener("submit", allow);
look();
