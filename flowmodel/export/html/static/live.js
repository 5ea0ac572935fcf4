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

const events = new EventSource("events");
events.addEventListener("message", (event) => {
  const news = JSON.parse(event.data);
  if (news.version !== made) {
    keep();
    location.reload();
  } else banner(news.problems.length ? words.broken : "", news.problems);
});
// The browser tries again by itself; a preview that was started anew sends its version.
events.addEventListener("error", () => banner(words.lost));
