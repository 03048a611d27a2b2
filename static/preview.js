// Comfort only: the button beside the preview works without this file. It presses the button for whoever types, once
// they pause. The answer goes into the frame, so nothing that is typed is touched and the focus stays where it is.

const QUIET_MILLISECONDS = 500;
const PHONE = "(max-width: 40rem)";
const button = document.querySelector("[data-preview]");
const fold = button?.closest("details");
let waiting = 0;

function show() {
  if (fold.open) button.form.requestSubmit(button);
}

function showSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(show, QUIET_MILLISECONDS);
}

// Each answer gets a frame of its own: into the old one, it would be one more step for the browser's way back.
function renewFrame() {
  const old = fold.querySelector("iframe");
  const scrolled = old.contentWindow.scrollY;
  const fresh = old.cloneNode();
  fresh.addEventListener("load", () => fresh.contentWindow.scrollTo(0, scrolled));
  old.replaceWith(fresh);
}

if (button) {
  if (matchMedia(PHONE).matches) fold.open = false; // below a long form it would only cost
  button.form.addEventListener("submit", ({ submitter }) => {
    if (submitter !== button) return;
    renewFrame();
    for (const file of button.form.querySelectorAll("input[type=file]:enabled")) {
      file.disabled = true; // a picture is sent once, when the form is saved
      setTimeout(() => (file.disabled = false));
    }
  });
  for (const change of ["input", "change"]) button.form.addEventListener(change, showSoon);
  fold.addEventListener("toggle", showSoon);
  show();
}
