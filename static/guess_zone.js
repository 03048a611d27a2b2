// Comfort only: every page works without this file. It guesses the guest's time zone once, where none was chosen.

document.addEventListener("DOMContentLoaded", () => setTimeout(guessZone)); // after htmx has looked at the page

function guessZone() {
  const zone = document.querySelector("select[data-guess]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone.value === here || ![...zone.options].some((option) => option.value === here)) return;
  zone.value = here;
  zone.dispatchEvent(new Event("change", { bubbles: true }));
}
