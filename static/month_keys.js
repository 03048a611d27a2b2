// Comfort only: every page works without this file, day by day with Tab. It makes one stop of the month's days, among
// which the arrow keys move (the pattern "grid" of WAI-ARIA), and keeps the focus in the month when it is replaced.

const BEYOND = { ArrowRight: "forward", ArrowDown: "forward", ArrowLeft: "back", ArrowUp: "back" };
let inPicker = false;
let turned = ""; // by an arrow key, beyond the last or the first free day

document.addEventListener("DOMContentLoaded", makeGrid);
document.addEventListener("htmx:before:swap", () => (inPicker = !!document.activeElement?.closest("#picker")));
document.addEventListener("htmx:after:swap", () => {
  makeGrid();
  const days = document.querySelectorAll("#picker a.day");
  if (turned && days.length) moveTo(turned === "back" ? days[days.length - 1] : days[0]);
  turned = "";
  if (inPicker && document.activeElement === document.body) document.querySelector("#picker a.day[tabindex='0']")?.focus();
});
document.addEventListener("keydown", (event) => {
  const day = event.target.closest?.("table.days a.day");
  if (!day || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const next = { PageUp: turn("back"), PageDown: turn("forward") }[event.key] ?? neighbour(day, event.key);
  if (next === undefined) return;
  event.preventDefault();
  if (next?.matches("a.turn")) next.click();
  else if (next) moveTo(next);
  else if (event.key in BEYOND && turn(BEYOND[event.key])) {
    turned = BEYOND[event.key];
    turn(turned).click();
  }
});

function makeGrid() {
  const table = document.querySelector("table.days");
  if (!table) return;
  table.setAttribute("role", "grid");
  const free = [...table.querySelectorAll("a.day")];
  const stop = free.find((day) => day.hasAttribute("aria-current")) ?? free[0];
  for (const day of free) day.tabIndex = day === stop ? 0 : -1;
}

function moveTo(day) {
  for (const other of day.closest("table").querySelectorAll("a.day")) other.tabIndex = other === day ? 0 : -1;
  day.focus();
}

// The free day that a key leads to; null where there is none, undefined for a key that is not ours.
function neighbour(day, key) {
  const cells = [...day.closest("table").querySelectorAll("td")];
  const at = cells.indexOf(day.closest("td"));
  const first = at - (at % 7);
  const ways = {
    ArrowRight: [at + 1, 1, cells.length],
    ArrowLeft: [at - 1, -1, -1],
    ArrowDown: [at + 7, 1, cells.length],
    ArrowUp: [at - 7, -1, -1],
    Home: [first, 1, first + 7],
    End: [first + 6, -1, first - 1],
  };
  if (!(key in ways)) return undefined;
  const [from, step, end] = ways[key];
  for (let cell = from; step > 0 ? cell < end : cell > end; cell += step) {
    const found = cells[cell]?.querySelector("a.day");
    if (found) return found;
  }
  return null;
}

function turn(id) {
  const arrow = document.getElementById(id);
  return arrow?.hasAttribute("href") ? arrow : null;
}
