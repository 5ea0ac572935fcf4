// Nothing to show yet: look again as soon as something changes.
const stamp = Number(document.querySelector("meta[name=flowmodel-stamp]").content);
new EventSource("events").addEventListener("message", (event) => {
  if (JSON.parse(event.data).stamp !== stamp) location.reload();
});
