// The pages of who is signed in are kept by a worker for when there is no network. Others leave nothing behind.
navigator.serviceWorker?.register("/sw.js").catch(() => {}); // a private window, or no https: then without it
