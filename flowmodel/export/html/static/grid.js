// The table of a grid: its columns follow the filter and the step that is chosen, its rows the search.
const columns = [...document.querySelectorAll(".cells [data-at]")];
const lines = [...document.querySelectorAll(".cells tr[data-of]")];
const said = new Map(lines.map((row) => [row, fold(`${row.dataset.of} ${row.textContent}`)]));

painters.push(() => {
  const kept = state.filter ? related(state.filter) : null;
  const terms = fold(state.query).split(/\s+/).filter(Boolean);
  for (const cell of columns) {
    cell.hidden = Boolean(kept && !kept.has(cell.dataset.at));
    cell.classList.toggle("chosen", cell.dataset.at === state.chosen);
  }
  for (const row of lines) {
    const other = kept && row.dataset.data && !kept.has(row.dataset.data);
    row.hidden = Boolean(other) || !terms.every((term) => said.get(row).includes(term));
  }
  for (const run of document.querySelectorAll(".cells [data-run]")) {
    const steps = run.dataset.run.split(" ");
    const shown = steps.filter((key) => !kept || kept.has(key)).length;
    run.hidden = !shown;
    run.colSpan = shown || 1;
  }
});
