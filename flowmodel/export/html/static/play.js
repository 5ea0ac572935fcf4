// The steps one after the other: which is taken, and who holds what after it.
const PACE = 2200; // ms from step to step
let timer = 0;

// How many steps are taken where one stands: in the playback, or at the step that is chosen.
const here = () => (state.at >= 0 ? state.at : (stepAt.get(state.chosen) ?? -1) + 1);

function playTo(count) {
  const forward = count === Math.max(state.at, 0) + 1 || state.at < 0;
  state.at = Math.min(Math.max(count, -1), facts.steps.length);
  state.chosen = state.at > 0 ? facts.steps[state.at - 1].key : "";
  paint();
  remember();
  if (state.at < 0) return stop();
  const name = state.at ? facts.steps[state.at - 1].name : words.start;
  say(fill(words.at, { name, n: state.at, all: facts.steps.length }));
  const node = parts.get(state.chosen)?.[0];
  if (node) reveal(node);
  if (node && forward && !calm.matches) send(node);
}

function stop() {
  clearInterval(timer);
  timer = 0;
  paint();
}

function play() {
  if (timer) return stop();
  if (state.at >= facts.steps.length) Object.assign(state, { at: -1, chosen: "" });
  timer = setInterval(() => {
    if (state.at >= facts.steps.length) stop();
    else playTo(state.at + 1);
  }, PACE);
  playTo(state.at < 0 && here() ? here() : here() + 1);
}

// A mark that travels along the arrow of a step.
function send(node) {
  const path = node.querySelector(".hit");
  if (!path?.getTotalLength) return;
  const mark = document.createElementNS(SVG, "circle");
  mark.setAttribute("class", "mark");
  mark.setAttribute("r", 2);
  node.append(mark);
  const length = path.getTotalLength();
  let begin = 0;
  const move = (now) => {
    begin ||= now;
    const share = Math.min((now - begin) / 900, 1);
    const at = path.getPointAtLength(length * share * (2 - share));
    mark.setAttribute("cx", at.x);
    mark.setAttribute("cy", at.y);
    if (share < 1 && mark.isConnected) requestAnimationFrame(move);
    else mark.remove();
  };
  requestAnimationFrame(move);
}

painters.push(() => {
  if (!$("slider")) return;
  const playing = state.at >= 0;
  $("slider").value = Math.max(state.at, 0);
  const name = state.at > 0 ? facts.steps[state.at - 1].name : words.start;
  $("slider").setAttribute("aria-valuetext", name);
  $("at").textContent = playing ? name : "";
  $("leave").hidden = !playing;
  $("before").disabled = here() < 1;
  $("after").disabled = here() >= facts.steps.length;
  $("play").classList.toggle("running", Boolean(timer));
  $("play").setAttribute("aria-label", timer ? words.pause : words.play);
  $("play").title = timer ? words.pause : words.play;
});

let [later, now] = [new Set(), new Set()]; // steps yet to come, and the one that is taken
const moved = changes(() => state.at);
painters.push(() => {
  if (!moved()) return;
  const keys = facts.steps.map((step) => step.key);
  const [next, taken] = [new Set(state.at < 0 ? [] : keys.slice(state.at)), new Set()];
  if (state.at > 0) taken.add(keys[state.at - 1]);
  mark("later", later, next);
  mark("now", now, taken);
  [later, now] = [next, taken];
  const [held, before] = [heldAfter(state.at), heldAfter(state.at - 1)];
  paintChips(held, before);
  tellHeld(held, before);
});

// The chips of an actor show what it holds at this point.
const chips = Object.keys(facts.actors).flatMap((actor) =>
  (parts.get(actor) ?? [])
    .flatMap((group) => [...group.querySelectorAll("[data-part]")])
    .filter((node) => node.dataset.part in facts.data)
    .map((node) => ({ actor, data: node.dataset.part, node, looks: "" })),
);

function paintChips(held, before) {
  for (const chip of chips) {
    const has = held.get(chip.actor)?.get(chip.data);
    const isNew = state.at > 0 && has && has !== before.get(chip.actor)?.get(chip.data);
    const looks = state.at < 0 ? "" : isNew ? "fresh" : has ? "" : "absent";
    if (looks === chip.looks) continue;
    if (chip.looks) chip.node.classList.remove(chip.looks);
    if (looks) chip.node.classList.add(looks);
    chip.looks = looks;
  }
}

const FEW = 8; // who holds something, before those whom the step does not concern are folded away
let unfolded = false;

function tellHeld(held, before) {
  const box = $("held");
  box.hidden = state.at < 0;
  box.replaceChildren();
  if (state.at < 0) return;
  const step = facts.steps[state.at - 1];
  box.append(element("h2", step ? fill(words.held, { name: step.name }) : words.held_first));
  const holders = Object.keys(facts.actors).filter((actor) => held.get(actor)?.size);
  const concerned = (actor, i) =>
    holders.length <= FEW || (step ? actor === step.from || actor === step.to : i < FEW);
  const row = (actor) => holder(actor, held.get(actor), before.get(actor));
  const shown = holders.filter(concerned);
  const others = holders.filter((actor, i) => !concerned(actor, i));
  if (shown.length) box.append(element("dl"));
  box.querySelector("dl")?.append(...shown.map(row));
  if (others.length) box.append(folded(others, row));
  if (!holders.length) box.append(element("p", words.held_none));
}

// Those whom the step does not concern: written out once they are asked for.
function folded(actors, row) {
  const [fold, list] = [element("details"), element("dl")];
  const open = () => {
    unfolded = fold.open;
    if (fold.open && !list.children.length) list.append(...actors.map(row));
  };
  fold.append(element("summary", fill(words.held_others, { n: actors.length })), list);
  fold.open = unfolded;
  open();
  fold.addEventListener("toggle", open);
  return fold;
}

function holder(actor, has, had) {
  const row = element("div");
  row.append(element("dt", facts.actors[actor]));
  for (const [data, how] of has) {
    const isNew = state.at > 0 && had?.get(data) !== how;
    const chip = element("dd", facts.data[data] ?? words.unnamed, isNew ? "fresh" : how);
    if (isNew) chip.append(element("small", words.held_new));
    if (how === "seen") chip.append(element("small", words.held_seen));
    row.append(chip);
  }
  return row;
}

$("play")?.addEventListener("click", play);
for (const [id, by] of [["before", -1], ["after", 1]]) {
  $(id)?.addEventListener("click", () => {
    if (timer) stop();
    playTo(Math.max(here() + by, 0));
  });
}
$("slider")?.addEventListener("input", (event) => playTo(Number(event.target.value)));
$("leave")?.addEventListener("click", () => playTo(-1));
// With nothing in focus the arrow keys turn the steps like pages.
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by || document.activeElement !== document.body || event.altKey || event.ctrlKey) return;
  event.preventDefault();
  if (by > 0 || here()) playTo(Math.max(here() + by, 0));
});
