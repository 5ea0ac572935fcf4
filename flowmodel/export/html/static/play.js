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
  facts.steps.forEach((step, i) => {
    for (const node of parts.get(step.key) ?? []) {
      node.classList.toggle("later", playing && i >= state.at);
      node.classList.toggle("now", playing && i === state.at - 1);
    }
  });
});

// The chips of an actor show what it holds at this point.
painters.push(() => {
  const playing = state.at >= 0;
  const [held, before] = [heldAfter(state.at), heldAfter(state.at - 1)];
  for (const actor of Object.keys(facts.actors)) {
    for (const group of parts.get(actor) ?? []) {
      for (const chip of group.querySelectorAll("[data-part]")) {
        const data = chip.dataset.part;
        if (!(data in facts.data)) continue;
        const now = held.get(actor)?.get(data);
        const isNew = state.at > 0 && now && now !== before.get(actor)?.get(data);
        chip.classList.toggle("absent", playing && !now);
        chip.classList.toggle("fresh", Boolean(playing && isNew));
      }
    }
  }
  tellHeld(playing, held, before);
});

function tellHeld(playing, held, before) {
  const box = $("held");
  box.hidden = !playing;
  box.replaceChildren();
  if (!playing) return;
  const name = facts.steps[state.at - 1]?.name;
  box.append(element("h2", name ? fill(words.held, { name }) : words.held_first));
  const list = element("dl");
  for (const [actor, name] of Object.entries(facts.actors)) {
    const has = held.get(actor);
    if (!has?.size) continue;
    const row = element("div");
    row.append(element("dt", name));
    for (const [data, how] of has) {
      const isNew = state.at > 0 && before.get(actor)?.get(data) !== how;
      const chip = element("dd", facts.data[data] ?? words.unnamed, isNew ? "fresh" : how);
      if (isNew) chip.append(element("small", words.held_new));
      if (how === "seen") chip.append(element("small", words.held_seen));
      row.append(chip);
    }
    list.append(row);
  }
  box.append(list.children.length ? list : element("p", words.held_none));
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
