// Buttons that copy: shown only where a script can do it. The last one says that it is done, until another one is pressed.
document.addEventListener("DOMContentLoaded", () => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  for (const other of document.querySelectorAll("[data-copied]")) delete other.dataset.copied;
  button.dataset.copied = "";
});
