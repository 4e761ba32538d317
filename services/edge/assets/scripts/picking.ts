// A colour picker beside the field that it fills in: [data-picks] names the field. Without scripts there is the field.
const PICKERS = "input[data-picks]";

function ready(): void {
  for (const picker of document.querySelectorAll<HTMLInputElement>(PICKERS)) picker.hidden = false;
}

export function picking(): void {
  document.addEventListener("input", (event) => {
    const picker = event.target;
    if (!(picker instanceof HTMLInputElement) || !picker.matches(PICKERS)) return;
    const field = document.getElementById(picker.dataset["picks"] ?? "");
    if (field instanceof HTMLInputElement) field.value = picker.value;
  });
  document.addEventListener("htmx:after:swap", ready);
  ready();
}
