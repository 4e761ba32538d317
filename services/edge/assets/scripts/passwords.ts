// A password can be looked at while it is typed, and Caps Lock is told; without scripts the field is as ever.
export function passwords(): void {
  document.querySelectorAll<HTMLElement>(".reveal").forEach(equip);
  document.addEventListener("htmx:after:swap", () => document.querySelectorAll<HTMLElement>(".reveal").forEach(equip));
}

function equip(frame: HTMLElement): void {
  const field = frame.querySelector("input");
  const button = frame.querySelector("button");
  const caps = frame.parentElement?.querySelector<HTMLElement>("[data-caps]");
  if (!field || !button || !button.hidden) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    field.focus();
  });
  // Managers and browsers know a password by its type, whatever it looked like while it was typed.
  field.form?.addEventListener("submit", () => (field.type = "password"));
  field.addEventListener("keyup", (event) => {
    if (caps) caps.hidden = !event.getModifierState("CapsLock");
  });
}
