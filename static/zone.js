// Comfort only: every page works without this file. It asks once for the times in the guest's own zone, where none was
// chosen, and lets the zone's select follow the times: a name and the times under it come with the same answer.

document.addEventListener("DOMContentLoaded", () => setTimeout(guessZone)); // after htmx has looked at the page
document.addEventListener("htmx:after:swap", nameZoneOfTimes);
document.addEventListener("change", ({ target }) => {
  if (target.id === "timezone") want(target.value);
});

function guessZone() {
  const wanted = document.querySelector("#wanted-zone[data-guess]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isName = /^[A-Z]/.test(here) && here !== "Etc/Unknown"; // and not "+05:30"; the server knows old names, too
  if (!wanted || wanted.value === here || !isName) return;
  want(here);
  wanted.dispatchEvent(new Event("guess"));
}

// From now on every link of the month asks for this zone, even if the answer to this question is never read.
function want(zone) {
  const wanted = document.getElementById("wanted-zone");
  wanted.value = zone;
  wanted.disabled = false;
}

function nameZoneOfTimes() {
  const zone = document.getElementById("picker")?.dataset.zone;
  const select = document.getElementById("timezone");
  if (zone && select) select.value = zone;
}
