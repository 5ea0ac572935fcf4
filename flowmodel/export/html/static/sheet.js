// The figure as a sheet on a table: moved by hand, made larger at the place that is pointed at.
const view = $("view");
const canvas = $("canvas");
const sheets = [...canvas.querySelectorAll(".sheet")];
const pose = { x: 0, y: 0, k: 1, page: 0, fitted: true, tall: false };
const GAP = 12;
const TALL = 1.5; // a sheet higher than this many times its width is read from top to bottom
let dragged = false;

// Of a figure of many pages only those in sight are laid out; so each must say how large it is.
for (const sheet of sheets) {
  const svg = sheet.querySelector("svg");
  for (const side of ["width", "height"]) sheet.style[side] = svg.getAttribute(side);
}

function place() {
  canvas.style.transform = `translate(${pose.x}px, ${pose.y}px) scale(${pose.k})`;
  view.classList.toggle("fitted", pose.fitted);
}

// The place of a node on the canvas before it is moved and scaled.
function spot(node) {
  const [box, origin] = [node.getBoundingClientRect(), canvas.getBoundingClientRect()];
  return {
    x: (box.left - origin.left) / pose.k,
    y: (box.top - origin.top) / pose.k,
    w: box.width / pose.k,
    h: box.height / pose.k,
  };
}

function fit(page = pose.page) {
  pose.page = Math.min(Math.max(page, 0), sheets.length - 1);
  const box = spot(sheets[pose.page]);
  const [wide, high] = [(view.clientWidth - GAP) / box.w, (view.clientHeight - GAP) / box.h];
  pose.tall = box.h > TALL * box.w && high < wide;
  pose.k = (pose.tall ? wide : Math.min(wide, high)) || 1;
  pose.x = (view.clientWidth - box.w * pose.k) / 2 - box.x * pose.k;
  pose.y = (pose.tall ? GAP / 2 : (view.clientHeight - box.h * pose.k) / 2) - box.y * pose.k;
  pose.fitted = !pose.tall;
  place();
}

function zoom(factor, x = view.clientWidth / 2, y = view.clientHeight / 2) {
  const k = Math.min(Math.max(pose.k * factor, 0.05), 16);
  pose.x = x - ((x - pose.x) * k) / pose.k;
  pose.y = y - ((y - pose.y) * k) / pose.k;
  pose.k = k;
  pose.fitted = false;
  place();
}

function pan(dx, dy) {
  pose.x += dx;
  pose.y += dy;
  pose.fitted = false;
  place();
}

// Turn to the page of a node, or move an enlarged sheet as little as is needed to see it.
function reveal(node) {
  if (pose.fitted) fit(sheets.indexOf(node.closest(".sheet")));
  const [box, frame] = [node.getBoundingClientRect(), view.getBoundingClientRect()];
  const least = (low, high, from, to) => {
    if (high - low > to - from || low < from) return from - low;
    return high > to ? to - high : 0;
  };
  const dx = least(box.left, box.right, frame.left + GAP, frame.right - GAP);
  const dy = least(box.top, box.bottom, frame.top + GAP, frame.bottom - GAP);
  if (dx || dy) pan(dx, dy);
  if (!scrolls()) return;
  // What is told may stand above the lower part of the page.
  const over = $("panel").getBoundingClientRect();
  const below = document.body.matches(".opened") && over.left < 1 ? over.top : innerHeight;
  scrollBy(0, -least(box.top + dy, box.bottom + dy, GAP, below - GAP));
}

function local(event) {
  const frame = view.getBoundingClientRect();
  return [event.clientX - frame.left, event.clientY - frame.top];
}

// Where the page itself scrolls, the bare wheel is the page's.
const scrolls = () => document.documentElement.scrollHeight > innerHeight + 1;
view.addEventListener(
  "wheel",
  (event) => {
    if (scrolls() && !event.ctrlKey) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 30 : 1;
    if (pose.tall && !event.ctrlKey && !event.shiftKey) pan(0, -event.deltaY * unit);
    else if (event.shiftKey) pan(-(event.deltaX || event.deltaY) * unit, 0);
    else zoom(Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 120 : 400)), ...local(event));
  },
  { passive: false },
);

const fingers = new Map();
view.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  if (!fingers.size) dragged = false;
  fingers.set(event.pointerId, local(event));
});
addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const [x, y] = local(event);
  const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
  if (other) {
    const spread = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]) || 1;
    zoom(spread([x, y], other) / spread(before, other), ...other);
    pan((x - before[0]) / 2, (y - before[1]) / 2);
    dragged = true;
  } else if (dragged || Math.hypot(x - before[0], y - before[1]) > 4) {
    // A finger on the whole figure scrolls the page; it moves the sheet once that is enlarged.
    if (event.pointerType === "touch" && pose.fitted) return;
    dragged = true;
    view.classList.add("dragging");
    pan(x - before[0], y - before[1]);
  } else return;
  fingers.set(event.pointerId, [x, y]);
});
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    if (!fingers.size) view.classList.remove("dragging");
  });
}

view.addEventListener("keydown", (event) => {
  const does = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => fit() };
  if (event.ctrlKey || event.metaKey || event.altKey || !does[event.key]) return;
  event.preventDefault();
  does[event.key]();
});
$("in").addEventListener("click", () => zoom(1.25));
$("out").addEventListener("click", () => zoom(0.8));
$("fit").addEventListener("click", () => fit());
$("page-before")?.addEventListener("click", () => fit(pose.page - 1));
$("page-after")?.addEventListener("click", () => fit(pose.page + 1));
new ResizeObserver(() => pose.fitted && fit()).observe(view);
