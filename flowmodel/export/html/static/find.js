// Filter, search and the table of steps, which follow the same state as the figure.
const rows = [...document.querySelectorAll("tr[data-key]")];
complete($("table"));
// Shown as a grid, it is a table still.
const ROLES = { table: "table", "thead, tbody": "rowgroup", tr: "row", td: "cell", "thead th": "columnheader", "tbody th": "rowheader" };
for (const [kind, role] of Object.entries(ROLES)) {
  for (const node of $("table").querySelectorAll(kind)) node.setAttribute("role", role);
}
let texts = null; // key -> all that is told of a part, for the search; made when it is needed

// Widths of letters, capitals and the two kana mean the same: ﾌｧｲﾙ, ファイル, ふぁいる.
const fold = (text) =>
  text.normalize("NFKC").toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 96));
const CIRCLED = /[①-⓿㉑-㊿]/; // ④ is the step, not every 4

function textOf(one) {
  const common = commonTo(one).map(([, block]) => block.textContent);
  const all = [one.textContent, ...common].join("\n");
  return `${fold(all)}\n${all}`;
}

let [asked, found] = ["", new Set()];
function hits() {
  if (asked === state.query) return found;
  texts ??= [...sections].map(([key, one]) => [key, textOf(one)]);
  asked = state.query;
  const split = asked.split(/\s+/).filter(Boolean);
  const terms = split.map((term) => (CIRCLED.test(term) ? term : fold(term)));
  const fits = texts.filter(([, text]) => terms.every((term) => text.includes(term)));
  found = new Set(fits.map(([key]) => key));
  return found;
}

// The rows that the filter and the search leave.
const sieve = changes(() => `${state.filter}\n${state.query}`);
painters.push(() => {
  if (!sieve()) return;
  const sets = [];
  if (state.query) sets.push(hits());
  if (state.filter) sets.push(related(state.filter));
  for (const row of rows) row.hidden = sets.some((set) => !set.has(row.dataset.key));
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.setAttribute("aria-pressed", button.dataset.filter === state.filter);
  }
  const n = state.query ? hits().size : 0;
  $("hits").textContent = state.query ? (n ? fill(words.hits, { n }) : words.no_hits) : "";
  list(state.query ? [...hits()] : []);
});

// What was found, to choose from.
const MOST = 60;
function list(keys) {
  const items = keys.slice(0, MOST).map((key) => {
    const [item, link] = [element("li"), element("a", nameOf(key))];
    link.href = `#${anchorOf(key)}`;
    item.append(section(key).querySelector(".kind").cloneNode(true), link);
    return item;
  });
  if (keys.length > MOST) items.push(element("li", fill(words.more_hits, { n: keys.length - MOST })));
  const all = element("ul", "", "plain");
  all.append(...items);
  $("matches").replaceChildren(element("h2", keys.length ? words.matches : words.no_hits), all);
}

// The row of what is chosen.
const rowOf = new Map(rows.map((row) => [row.dataset.key, row]));
let row = null;
painters.push(() => {
  const now = rowOf.get(state.chosen) ?? null;
  if (now === row) return;
  row?.classList.remove("chosen");
  row?.removeAttribute("aria-current");
  row = now;
  if (!now) return;
  now.classList.add("chosen");
  now.setAttribute("aria-current", "true");
  if (scrolls()) return;
  // Of a row that is too high to be seen whole, the beginning counts.
  const high = now.offsetHeight > $("table").clientHeight - 40;
  now.scrollIntoView({ block: high ? "start" : "nearest" });
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
  if (state.at < 0) state.chosen = ""; // so that the panel lists what is found
  paint();
  remember();
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
  if (!by || !rows.length || !event.target.closest("a")) return;
  event.preventDefault();
  const seen = rows.filter((row) => !row.hidden);
  const at = seen.indexOf(event.target.closest("tr")) + by;
  seen[at]?.querySelector("a").focus();
});
