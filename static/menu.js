// Comfort only: a menu opens and closes by its button without this file. With it, Escape and a press elsewhere close it.

function close(menus) {
  for (const menu of menus) menu.open = false;
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("details.menu");
  close([...document.querySelectorAll("details.menu[open]")].filter((menu) => menu !== pressed));
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!open) return;
  close([open]);
  open.querySelector("summary").focus();
});
