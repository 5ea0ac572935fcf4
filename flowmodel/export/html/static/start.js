// Everything is in place: show the page as it was left, or as its address asks.
const memory = `flowmodel:${location.pathname}`;

// Storage may be closed to pages from the disk.
function stored(where, key, value) {
  try {
    if (value === undefined) return where().getItem(key);
    if (value === null) where().removeItem(key);
    else where().setItem(key, value);
  } catch {
    return null;
  }
  return null;
}
const tab = () => sessionStorage;
const house = () => localStorage;

function keep() {
  const scroll = { panel: $("panel").scrollTop, table: $("table").scrollTop, page: scrollY };
  stored(tab, memory, JSON.stringify({ state, pose, scroll }));
}

function restore() {
  const text = stored(tab, memory);
  stored(tab, memory, null);
  if (!text) return recall();
  const old = JSON.parse(text);
  Object.assign(state, old.state);
  if (!section(state.chosen)) state.chosen = "";
  if (!(state.filter in facts.data)) state.filter = "";
  state.at = Math.min(state.at, facts.steps.length);
  $("search").value = state.query;
  if (!old.pose.fitted) Object.assign(pose, old.pose);
  place();
  paint();
  $("panel").scrollTop = old.scroll.panel;
  $("table").scrollTop = old.scroll.table;
  scrollTo(0, old.scroll.page);
}

const isDark = () =>
  (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "")) === "dark";
$("theme").addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  stored(house, "flowmodel:theme", root.dataset.theme);
});
$("print").addEventListener("click", () => print());
addEventListener("hashchange", recall);

const theme = stored(house, "flowmodel:theme");
if (theme === "dark" || theme === "light") root.dataset.theme = theme;
paint();
fit();
restore();
removeEventListener("error", without);
