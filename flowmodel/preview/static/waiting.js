// Nothing to show yet: look again as soon as something changes. Only a page in sight holds a
// connection, of which a browser keeps few to one place.
const stamp = Number(document.querySelector("meta[name=flowmodel-stamp]").content);
let events = null;
function listen() {
  events?.close();
  events = document.hidden ? null : new EventSource("events");
  events?.addEventListener("message", (event) => {
    if (JSON.parse(event.data).stamp !== stamp) location.reload();
  });
}
document.addEventListener("visibilitychange", listen);
listen();
