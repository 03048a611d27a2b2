// Comfort only: a form works without this file. It chooses the browser's own time zone where none was chosen yet.

document.addEventListener("DOMContentLoaded", () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isName = /^[A-Z]/.test(here) && here !== "Etc/Unknown"; // and not "+05:30"
  for (const select of document.querySelectorAll("select[data-guess-zone]")) {
    if (select.value || !isName) continue;
    const isListed = [...select.options].some((option) => option.value === here);
    if (!isListed) select.add(new Option(here.replaceAll("_", " "), here)); // a name of long ago; the server knows it
    select.value = here;
  }
});
