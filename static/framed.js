// Comfort only, and only inside another website: without this file a page there scrolls in its frame. It tells that website
// how high the page is, that somebody booked, and that somebody wants the popup closed. The website speaks first, and is
// believed if its origin is on the page's list.

const listed = document.currentScript.dataset.origins.split(" ");
let website = null;

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || !listed.includes(origin) || data?.type !== "openslot:hello") return;
  website = origin;
  tellHeight();
  tellBooking();
});
addEventListener("keydown", ({ key, defaultPrevented }) => {
  if (key === "Escape" && !defaultPrevented) tell("closed");
});
new ResizeObserver(tellHeight).observe(document.body);

function tell(what, details) {
  if (website) parent.postMessage({ type: `openslot:${what}`, ...details }, website);
}

function tellHeight() {
  tell("resized", { height: Math.ceil(document.body.getBoundingClientRect().height) });
}

// Once: whoever loads the page again has not booked again.
function tellBooking() {
  const told = document.querySelector("[data-booked]");
  if (!told) return;
  tell("booked", JSON.parse(told.dataset.booked));
  delete told.dataset.booked;
  const here = new URL(location);
  here.searchParams.delete("booked");
  history.replaceState(history.state, "", here);
}
