// Comfort only: every page works without this file. It tells those who listen that a part of the page is being replaced.
// Those who see it are told by the class `htmx-request`, which htmx sets by itself.

for (const [event, busy] of [["htmx:before:request", true], ["htmx:finally:request", false]]) {
  document.addEventListener(event, ({ detail: { ctx } }) => {
    const part = document.getElementById(ctx.target?.id);
    if (part) part.ariaBusy = String(busy);
  });
}
