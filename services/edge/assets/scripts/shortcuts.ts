// "/" goes to the search; the field itself says so.
const TYPING = "input, textarea, select, [contenteditable]";

export function shortcuts(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    const seek = document.querySelector<HTMLElement>("[data-seek]");
    if (!seek) return;
    event.preventDefault();
    if (seek.offsetParent === null) location.assign(seek.dataset["seek"] ?? "");
    else seek.focus();
  });
}
