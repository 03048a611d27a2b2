// Comfort only: every page works without this file. It guesses the guest's time zone once, where none was chosen,
// and says so when an answer does not arrive.

document.addEventListener("DOMContentLoaded", () => setTimeout(guessZone)); // after htmx has looked at the page

function guessZone() {
  const zone = document.querySelector("select[data-guess]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zone.value === here || ![...zone.options].some((option) => option.value === here)) return;
  zone.value = here;
  zone.dispatchEvent(new Event("change", { bubbles: true }));
}

// A link that failed is followed the plain way. A form is never sent a second time by itself.
for (const failure of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failure, ({ detail: { ctx } }) => {
    if ([409, 422].includes(ctx.response?.raw?.status)) return; // the form again, with what is wrong
    const from = ctx.sourceElement;
    if (from.tagName === "A") location.assign(from.href);
    else document.querySelector("[data-failed]")?.removeAttribute("hidden");
  });
}
