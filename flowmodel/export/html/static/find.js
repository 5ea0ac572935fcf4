// Filter, search and the table of steps, which follow the same state as the figure.
const rows = [...document.querySelectorAll("tr[data-key]")];
const texts = new Map();
for (const node of document.querySelectorAll(".part")) {
  texts.set(keyOf(node.id), plain(node.textContent));
}

function hits() {
  const terms = plain(state.query).split(/\s+/).filter(Boolean);
  const found = [...texts].filter(([, text]) => terms.every((term) => text.includes(term)));
  return new Set(found.map(([key]) => key));
}

painters.push(() => {
  const found = state.query ? hits() : null;
  const kept = state.filter ? related(state.filter) : null;
  for (const row of rows) {
    const key = row.dataset.key;
    row.hidden = Boolean((found && !found.has(key)) || (kept && !kept.has(key)));
    const chosen = key === state.chosen;
    row.classList.toggle("chosen", chosen);
    if (chosen) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    if (chosen && !scrolls()) {
      // Of a row that is too high to be seen whole, the beginning counts.
      const high = row.offsetHeight > $("table").clientHeight - 40;
      row.scrollIntoView({ block: high ? "start" : "nearest" });
    }
  }
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.setAttribute("aria-pressed", button.dataset.filter === state.filter);
  }
  const told = found?.size ? fill(words.hits, { n: found.size }) : words.no_hits;
  $("hits").textContent = found ? told : "";
});

$("filter")?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  // A second time takes the filter away.
  state.filter = state.filter === button.dataset.filter ? "" : button.dataset.filter;
  paint();
});

$("search").addEventListener("input", (event) => {
  state.query = event.target.value.trim();
  paint();
});
$("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing && state.query) {
    const found = [...hits()];
    if (found.length) choose(found[(found.indexOf(state.chosen) + 1) % found.length]);
  } else if (event.key === "Escape") {
    event.target.value = state.query = "";
    paint();
  }
});

$("table").addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-key]");
  if (row && !event.target.closest("a")) choose(row.dataset.key);
});
$("table").addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || !event.target.closest("a")) return;
  event.preventDefault();
  const seen = rows.filter((row) => !row.hidden);
  const at = seen.indexOf(event.target.closest("tr")) + by;
  seen[at]?.querySelector("a").focus();
});
