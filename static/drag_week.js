// Comfort only: everything in the week can be moved on its own page. With this file, and a mouse, it can be dragged to
// another time; that opens the same page with this time, and nothing is changed before its button is pressed.

const STEP = 15; // minutes
const grid = document.querySelector(".week-grid[data-first-hour]");
let dragged = null; // { entry, minutes: its length, grip: how far below its top it is held }

if (grid && matchMedia("(pointer: fine)").matches) {
  for (const entry of grid.querySelectorAll('.timed .entry[data-move][data-opens="1"]')) {
    entry.draggable = true;
    entry.querySelector("a").draggable = false; // else the link is dragged, and not what it stands for
    entry.addEventListener("dragstart", (event) => {
      const { h, m, eh, em } = entry.dataset;
      const minutes = (eh - h) * 60 + (em - m);
      dragged = { entry, minutes, grip: event.clientY - entry.getBoundingClientRect().top };
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", entry.textContent.trim());
    });
    entry.addEventListener("dragend", () => {
      dragged = null;
      for (const mark of grid.querySelectorAll(".drop-here")) mark.hidden = true;
    });
  }
  for (const timed of grid.querySelectorAll(".timed")) {
    const mark = timed.querySelector(".drop-here");
    timed.addEventListener("dragover", (event) => {
      if (!dragged || !isSideBySide()) return;
      event.preventDefault();
      const begins = minutesAt(timed, event.clientY);
      const ends = Math.min(begins + dragged.minutes, grid.dataset.height * 60);
      place(mark, begins, ends);
      mark.hidden = false;
    });
    timed.addEventListener("dragleave", (event) => {
      if (!timed.contains(event.relatedTarget)) mark.hidden = true;
    });
    timed.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const minutes = grid.dataset.firstHour * 60 + minutesAt(timed, event.clientY);
      const address = new URL(dragged.entry.dataset.move, location.href);
      address.searchParams.set("date", timed.closest(".one-day").dataset.date);
      address.searchParams.set("time", `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`);
      location.assign(address);
    });
  }
}

// A list of days, as on a narrow window, has no hours to drop something on.
function isSideBySide() {
  return getComputedStyle(grid.querySelector(".axis")).display !== "none";
}

function minutesAt(timed, y) {
  const { top, height } = timed.getBoundingClientRect();
  const shown = grid.dataset.height * 60;
  const minutes = ((y - dragged.grip - top) / height) * shown;
  return Math.min(Math.max(Math.round(minutes / STEP) * STEP, 0), shown - STEP);
}

function place(mark, begins, ends) {
  mark.dataset.h = Math.floor(begins / 60);
  mark.dataset.m = begins % 60;
  mark.dataset.eh = Math.floor(ends / 60);
  mark.dataset.em = ends % 60;
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}
