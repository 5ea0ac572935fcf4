// What is shown, and what follows from it. All parts of the script share one scope.
const $ = (id) => document.getElementById(`ui:${id}`);
const facts = JSON.parse($("facts").textContent);
const words = facts.words;

// chosen: key of a part; at: steps played so far (-1 outside the playback); filter: a category.
const state = { chosen: "", at: -1, filter: "", query: "" };
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const stepAt = new Map(facts.steps.map((step, i) => [step.key, i]));

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Keys of parts are written as in the model: #4 for a step, !0 for an exclusion, else an id.
function anchorOf(key) {
  const kinds = { "#": "step:", "!": "kept:" };
  return kinds[key[0]] ? kinds[key[0]] + key.slice(1) : `part:${key}`;
}

function keyOf(anchor) {
  const at = anchor.indexOf(":");
  const kinds = { step: "#", kept: "!", part: "" };
  const kind = anchor.slice(0, at);
  return at > 0 && kind in kinds ? kinds[kind] + anchor.slice(at + 1) : "";
}

// The sections on the parts, by key, in the order of reading.
const sections = new Map([...document.querySelectorAll(".part")].map((n) => [keyOf(n.id), n]));
const section = (key) => sections.get(key) ?? null;
const nameOf = (key) => section(key)?.querySelector("h2").lastChild.textContent.trim() ?? "";

// What several sections have in common stands in the file once, and is told where it belongs.
const commonTo = (one) =>
  [...one.querySelectorAll("a.same")].map((a) => [a, document.getElementById(a.hash.slice(1))]);

function complete(one) {
  for (const [link, block] of commonTo(one)) {
    // A block stands around what it tells; a finding, as it stands in the list of all.
    const told = block.matches("li") ? block : block.firstElementChild;
    const place = block.matches("li") ? link.parentElement : link;
    const copy = told.cloneNode(true);
    copy.removeAttribute("id");
    place.replaceWith(copy);
  }
}

// The parts that have to do with a part: what stays lit when it is chosen.
function related(key) {
  const found = new Set([key]);
  const add = (...keys) => keys.forEach((k) => k && found.add(k));
  const ends = (step) => add(step.key, step.from, step.to, step.over);
  if (stepAt.has(key)) {
    const step = facts.steps[stepAt.get(key)];
    ends(step);
    add(...step.data);
  } else if (key in facts.data) {
    // A step that states no data may carry any.
    facts.steps.filter((s) => !s.data.length || s.data.includes(key)).forEach(ends);
    Object.keys(facts.has).filter((a) => facts.has[a].includes(key)).forEach((a) => add(a));
  } else if (key in facts.actors) {
    facts.steps.filter((s) => s.from === key || s.to === key).forEach(ends);
    add(...facts.has[key]);
    for (const [other, joined] of Object.entries(facts.joins)) {
      if (joined.includes(key)) add(other);
    }
  } else {
    const joined = facts.joins[key] ?? [];
    add(...joined, ...joined.flatMap((k) => facts.has[k] ?? []));
    facts.steps.filter((s) => s.over === key).forEach((s) => add(s.key));
  }
  return found;
}

// Who holds what after so many steps: actor -> category -> "held" or "seen".
function heldAfter(count) {
  const held = new Map();
  const put = ([actor, data, copy]) => {
    if (!held.has(actor)) held.set(actor, new Map());
    held.get(actor).set(data, copy ? "held" : "seen");
  };
  facts.start.forEach(put);
  facts.steps.slice(0, Math.max(count, 0)).forEach((step) => {
    step.lose.forEach(([actor, data]) => held.get(actor)?.delete(data));
    step.gain.forEach(put);
  });
  return held;
}

function element(name, text = "", kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

const say = (text) => {
  $("said").textContent = text;
};

// Every part of the page that shows the state has a painter; they run after each change. They
// touch only what is another than before: a large figure has thousands of nodes.
const painters = [];
const paint = () => painters.forEach((painter) => painter());

// Gives what a painter depends on; true where that is not what it was at the last call.
function changes(tell) {
  let before = NaN;
  return () => {
    const now = tell();
    const other = now !== before;
    before = now;
    return other;
  };
}
