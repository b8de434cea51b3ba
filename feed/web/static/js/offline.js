// The page that stands in for others gives way as soon as there is a network again.
addEventListener("online", () => location.reload());
