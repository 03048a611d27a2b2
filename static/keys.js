// Comfort only: requests and bookings by keys. They are off in text fields and with Ctrl, Alt or Meta, and can be switched
// off for good (WCAG 2.1.4): the choice stays in this browser.

const OFF = "keys-off";
const items = () => [...document.querySelectorAll("main .request, main .agenda .rows > li")];
const present = () => document.activeElement?.closest("main .request, main .agenda .rows > li");

function isOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

function go(step) {
  const all = items();
  const at = all.indexOf(present());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  if (!next) return;
  if (next.matches(".request")) next.tabIndex = -1;
  (next.matches(".request") ? next : next.querySelector(".name")).focus();
  next.scrollIntoView({ block: "nearest" });
}

function decline() {
  const form = present()?.querySelector(".with-reason");
  if (!form) return;
  form.open = true;
  form.querySelector("textarea").focus();
}

function list() {
  const keys = document.getElementById("keys");
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  c: () => present()?.querySelector("form[action$='/confirm'] button")?.click(),
  d: decline,
  o: () => present()?.querySelector(".name")?.click(),
  "/": () => document.getElementById("q")?.focus(),
  "?": list,
};

document.addEventListener("DOMContentLoaded", () => {
  const keys = document.getElementById("keys");
  if (!keys) return;
  keys.hidden = false;
  const choice = document.getElementById("keys-on");
  choice.checked = !isOff();
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      choice.checked = true; // a browser that keeps nothing cannot keep this either
    }
  });
});
document.addEventListener("keydown", (event) => {
  if (!document.getElementById("keys") || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const act = KEYS[event.key];
  if (!act || (isOff() && event.key !== "?")) return;
  event.preventDefault();
  act();
});
