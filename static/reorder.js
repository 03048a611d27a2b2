// Comfort only: rows can be moved by their buttons without this file. With it, a row follows its handle, and the rows
// say in their hidden fields in which order they stand.

for (const list of document.querySelectorAll("[data-reorder]")) {
  let dragged = null;
  for (const handle of list.querySelectorAll("[data-handle]")) {
    const row = handle.closest("li");
    handle.hidden = false;
    handle.addEventListener("pointerdown", () => (row.draggable = true));
    handle.addEventListener("pointerup", () => (row.draggable = false));
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      dragged = null;
      number(list);
    });
  }
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || over?.parentElement !== list) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== dragged) over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
}

function number(list) {
  const places = [...list.querySelectorAll("[data-place]")];
  places.forEach((place, at) => (place.value = at + 1));
  places[0]?.dispatchEvent(new Event("change", { bubbles: true })); // for the preview
}
