// Served by the preview: follow what is saved, and say why when it cannot be drawn.
const made = document.querySelector("meta[name=flowmodel-version]").content;

function banner(text, problems = []) {
  document.querySelector(".banner")?.remove();
  document.body.classList.toggle("warned", Boolean(text));
  if (!text) return;
  const box = element("div", "", "banner");
  box.setAttribute("role", "alert");
  box.append(element("strong", text));
  const list = element("ul");
  for (const problem of problems) {
    const item = element("li", problem.text);
    if (problem.excerpt) item.append(element("pre", problem.excerpt));
    list.append(item);
  }
  if (problems.length) box.append(list);
  document.body.prepend(box);
}

// A browser keeps few connections to one place: only pages in sight hold one. One that comes into
// sight again is told at once what became of the file.
let events = null;
function listen() {
  events?.close();
  events = document.hidden ? null : new EventSource("events");
  events?.addEventListener("message", hear);
  // The browser tries again by itself; a preview that was started anew sends its version.
  events?.addEventListener("error", () => banner(words.lost));
}

function hear(event) {
  const news = JSON.parse(event.data);
  if (news.version !== made) {
    keep();
    location.reload();
  } else banner(news.problems.length ? words.broken : "", news.problems);
}
document.addEventListener("visibilitychange", listen);
listen();
