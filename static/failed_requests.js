// Comfort only: every page works without this file. It helps when an answer to htmx does not arrive.
// A link or a choice that failed is followed the plain way. A form with data is never sent a second time by itself.

for (const failure of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failure, ({ detail: { ctx } }) => {
    if ([409, 422, 429].includes(ctx.response?.raw?.status)) return; // the form again, with what is wrong
    const from = ctx.sourceElement;
    if (from.tagName === "A") location.assign(from.href);
    else if (from.tagName === "SELECT") from.form.submit();
    else document.querySelector("[data-failed]")?.removeAttribute("hidden");
  });
}
