// The parts of the figure: chosen by hand or by keys, told of in the panel.
const SVG = "http://www.w3.org/2000/svg";
const parts = new Map(); // key -> what draws it, on any page
const buttons = []; // what can be chosen by keys, in the order of reading
const shared = new Map(); // what draws several parts, as the head of a band -> their keys

for (const node of canvas.querySelectorAll("[data-part]")) {
  const key = node.dataset.part;
  if (!section(key)) continue;
  if (node.dataset.also) {
    shared.set(node, [key, ...node.dataset.also.split(" ")]);
    continue;
  }
  if (!parts.has(key)) parts.set(key, []);
  parts.get(key).push(node);
  // A zone is a place for others; so are parties within what keeps them out.
  const title = node.querySelector(":scope > title")?.textContent;
  const within = node.parentElement.closest("[role=button]");
  if (node.tagName !== "g" || !title || within || !choosable(key)) continue;
  node.setAttribute("role", "button");
  node.setAttribute("aria-label", title);
  node.setAttribute("aria-pressed", false);
  node.setAttribute("tabindex", buttons.length ? -1 : 0);
  buttons.push(node);
  if (stepAt.has(key)) widen(node);
}
for (const svg of canvas.querySelectorAll("svg")) {
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-describedby", "ui:help");
}

function choosable(key) {
  return !(key in facts.data) && section(key).dataset.kind !== "zone";
}

// A thin line is hard to hit: an unseen wide one lies below it.
function widen(node) {
  for (const path of node.querySelectorAll(":scope > path[fill=none]")) {
    const wide = document.createElementNS(SVG, "path");
    wide.setAttribute("d", path.getAttribute("d"));
    wide.setAttribute("class", "hit");
    node.insertBefore(wide, path);
  }
}

function choose(key, { look = true } = {}) {
  if (key && !section(key)) return;
  state.chosen = key;
  if (state.at >= 0 && stepAt.has(key)) state.at = stepAt.get(key) + 1;
  paint();
  remember();
  if (!key) return;
  $("panel").scrollTop = 0;
  say(fill(words.chosen, { name: nameOf(key) }));
  if (look || scrolls()) {
    const node = parts.get(key)?.find((n) => n.tagName === "g") ?? parts.get(key)?.[0];
    if (node) reveal(node);
  }
}

// The address names what is shown, so that it can be sent to others.
function remember() {
  const step = state.at > 0 ? facts.steps[state.at - 1].key.slice(1) : "";
  const told = state.at >= 0 ? `play:${step}` : state.chosen && anchorOf(state.chosen);
  const place = told ? `#${told}` : location.href.split("#")[0];
  if (decodeURIComponent(location.hash.slice(1)) !== told) history.replaceState(null, "", place);
}

function recall() {
  let anchor = location.hash.slice(1);
  try {
    anchor = decodeURIComponent(anchor);
  } catch {
    anchor = "";
  }
  if (anchor.startsWith("play:")) {
    const step = anchor.slice(5);
    playTo(step && stepAt.has(`#${step}`) ? stepAt.get(`#${step}`) + 1 : 0);
  } else if (section(keyOf(anchor))) choose(keyOf(anchor));
}

let pale = new Set();
painters.push(() => {
  const sets = [];
  if (state.filter) sets.push(related(state.filter));
  if (state.query) sets.push(hits());
  if (state.chosen && state.at < 0) sets.push(related(state.chosen));
  const off = (key) => sets.some((set) => !set.has(key)) && section(key).dataset.kind !== "zone";
  const now = new Set(sets.length ? [...parts.keys()].filter(off) : []);
  mark("off", pale, now);
  pale = now;
  for (const [node, keys] of shared) {
    node.classList.toggle("off", sets.some((set) => !keys.some((key) => set.has(key))));
  }
});

// Parts that are marked before and now: the class goes from some and comes to others.
function mark(name, before, now) {
  const all = (key, does) => parts.get(key)?.forEach((node) => node.classList[does](name));
  for (const key of before) if (!now.has(key)) all(key, "remove");
  for (const key of now) if (!before.has(key)) all(key, "add");
}

let framed = "";
painters.push(() => {
  if (framed === state.chosen) return;
  canvas.querySelectorAll(".frame").forEach((old) => old.remove());
  for (const [key, pressed] of [[framed, false], [state.chosen, true]]) {
    for (const node of parts.get(key) ?? []) {
      if (node.hasAttribute("aria-pressed")) node.setAttribute("aria-pressed", pressed);
      // A frame around what is chosen, which needs no colour of the part itself.
      if (pressed && node.tagName === "g") around(node, "frame");
    }
  }
  framed = state.chosen;
});

function around(node, kind) {
  const box = node.getBBox();
  const rect = document.createElementNS(SVG, "rect");
  const set = { x: box.x - 1.2, y: box.y - 1.2, width: box.width + 2.4, height: box.height + 2.4 };
  Object.entries(set).forEach(([name, value]) => rect.setAttribute(name, value));
  rect.setAttribute("rx", 1.6);
  rect.setAttribute("class", kind);
  node.closest("svg").append(rect);
}

// Not every browser draws an outline around parts of a drawing, or knows that keys led there.
let byKeys = false;
for (const [kind, keys] of [["keydown", true], ["pointerdown", false]]) {
  addEventListener(kind, () => { byKeys = keys; }, true);
}
canvas.addEventListener("focusin", (event) => {
  const seen = byKeys || event.target.matches(":focus-visible");
  if (seen && event.target.matches("[role=button]")) around(event.target, "ring");
});
canvas.addEventListener("focusout", () => canvas.querySelector(".ring")?.remove());

let told = null; // the section that is shown
painters.push(() => {
  const shown = section(state.chosen);
  if (told !== shown) {
    told?.classList.remove("told");
    if (shown) complete(shown);
    shown?.classList.add("told");
    told = shown;
  }
  $("matches").hidden = Boolean(shown) || state.at >= 0 || !state.query;
  $("overview").hidden = Boolean(shown) || state.at >= 0 || Boolean(state.query);
  $("back").hidden = !shown && state.at < 0;
  document.body.classList.toggle("opened", Boolean(shown) || state.at >= 0);
  document.body.classList.toggle("playing", state.at >= 0);
});

canvas.addEventListener("click", (event) => {
  if (dragged) return;
  // What draws several parts tells of the place in which they stand; without one, of the first.
  const known = (n) => section(n.dataset.part) && !n.dataset.also;
  const up = (n) => n?.parentElement.closest("[data-part]");
  let node = event.target.closest("[data-part]");
  const several = node?.closest("[data-also]");
  while (node && !known(node)) node = up(node);
  node ??= several;
  if (node) choose(node.dataset.part, { look: false });
  else if (state.at < 0) choose("");
  const button = node?.closest("[role=button]");
  if (button) rove(button);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(keyOf(decodeURIComponent(link.hash.slice(1))));
  if (!link.closest("table")) heading()?.focus();
});

const heading = () => section(state.chosen)?.querySelector("h2");

function close() {
  const key = state.chosen;
  if (state.at >= 0) playTo(-1);
  choose("");
  buttons.find((b) => b.dataset.part === key)?.focus();
}
$("back").addEventListener("click", close);

// One part of the figure can be reached by Tab; the arrow keys go from part to part.
let stopped = buttons[0]; // the one that Tab reaches
function rove(to) {
  stopped.setAttribute("tabindex", -1);
  to.setAttribute("tabindex", 0);
  stopped = to;
  to.focus({ preventScroll: true });
  reveal(to);
}

// The nearest part in a direction: what lies straight ahead before what lies aside.
function ahead(from, [dx, dy]) {
  const middle = (node) => {
    const box = node.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = middle(from);
  let [best, least] = [null, Infinity];
  for (const node of buttons) {
    const [a, b] = middle(node);
    const forward = (a - x) * dx + (b - y) * dy;
    const aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
    const cost = forward + 2.5 * aside;
    if (node !== from && forward > 1 && cost < least) [best, least] = [node, cost];
  }
  return best;
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
canvas.addEventListener("keydown", (event) => {
  const from = event.target.closest("[role=button]");
  if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
  let to = null;
  if (ARROWS[event.key]) to = ahead(from, ARROWS[event.key]) ?? from;
  else if (event.key === "Home") [to] = buttons;
  else if (event.key === "End") to = buttons.at(-1);
  else if (event.key === "Enter" || event.key === " ") {
    // A second time leads to what is told of it.
    if (state.chosen === from.dataset.part) heading()?.focus();
    else choose(from.dataset.part);
  } else return;
  event.preventDefault();
  event.stopPropagation();
  if (to) rove(to);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && (state.chosen || state.at >= 0) && event.target !== $("search")) {
    close();
  }
});
