// Comfort only: every page works without this file. It says what is wrong with a field when it is left, in the words that
// the server would use (`data-missing`, `data-wrong`), and takes them back as soon as it is right.

const typed = new WeakSet();

document.addEventListener("input", ({ target }) => {
  typed.add(target);
  if (target.ariaInvalid === "true") judge(target);
});
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  // Not on the way to a button: it would move away from under the finger.
  if (typed.has(target) && relatedTarget?.tagName !== "BUTTON") judge(target);
});

function judge(field) {
  const { missing, wrong } = field.dataset;
  if (!missing && !wrong) return;
  const { valueMissing, typeMismatch, patternMismatch } = field.validity;
  say(field, (valueMissing && missing) || ((typeMismatch || patternMismatch) && wrong) || "");
}

function say(field, sentence) {
  const id = `${field.id}-error`;
  let error = document.getElementById(id);
  const others = (field.getAttribute("aria-describedby") || "").split(" ").filter((other) => other && other !== id);
  if (sentence && !error) {
    error = Object.assign(document.createElement("p"), { id, className: "error", role: "status" });
    field.parentElement.append(error);
  }
  if (sentence) error.textContent = sentence;
  else error?.remove();
  field.toggleAttribute("aria-invalid", false);
  if (sentence) field.ariaInvalid = "true";
  const about = sentence ? [...others, id] : others;
  if (about.length) field.setAttribute("aria-describedby", about.join(" "));
  else field.removeAttribute("aria-describedby");
}
