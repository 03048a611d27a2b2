// What cannot be read as the number or date of its field, such as half a date, is sent as nothing at all. So it is told here;
// everything else is judged by the server, which unfolds the section of what it refuses.

for (const form of document.querySelectorAll("form.editor")) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formNoValidate) return;
    const unreadable = [...form.elements].find((field) => field.validity?.badInput);
    if (!unreadable) return;
    event.preventDefault();
    for (let part = unreadable.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    unreadable.reportValidity();
  });
}
