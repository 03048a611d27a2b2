// Comfort only: every page works without this file. Whoever ticks the box finds their name and e-mail offered in the next
// form on this device. They never leave it by themselves, and are forgotten by one press.

const KEPT = "openslot.guest";

offer();
document.addEventListener("htmx:after:swap", offer);
document.addEventListener("submit", ({ target }) => {
  if (target.querySelector("[data-remember] input")?.checked)
    keep({ name: target.elements.name.value, email: target.elements.email.value });
}, true);

function offer() {
  const form = document.querySelector("#booking-form form");
  const box = form?.querySelector("[data-remember]");
  if (!box?.hidden) return;
  const known = kept();
  box.hidden = known !== null;
  const offered = form.querySelector("[data-remembered]");
  if (!known || form.elements.name.value || form.elements.email.value) return;
  offered.querySelector("[data-who]").textContent = `${known.name}, ${known.email}`;
  offered.hidden = false;
  offered.querySelector("[data-fill]").onclick = () => {
    form.elements.name.value = known.name;
    form.elements.email.value = known.email;
    offered.hidden = true;
    form.elements.name.focus();
  };
  offered.querySelector("[data-forget]").onclick = () => {
    keep(null);
    offered.hidden = true;
    box.hidden = false;
    form.elements.name.focus();
  };
}

function kept() {
  try {
    const { name, email } = JSON.parse(localStorage[KEPT]);
    return typeof name === "string" && typeof email === "string" ? { name, email } : null;
  } catch {
    return null; // nothing there, or a browser that keeps nothing
  }
}

function keep(guest) {
  try {
    if (guest) localStorage[KEPT] = JSON.stringify(guest);
    else localStorage.removeItem(KEPT);
  } catch {} // a browser that keeps nothing
}
