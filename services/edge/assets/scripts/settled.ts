// After a swap: focus goes where the new content says ([data-focus]), and what it has to say ([data-say]) is read out.
import { say } from "./notices";

export function settled(): void {
  document.addEventListener("htmx:after:swap", () => {
    for (const told of document.querySelectorAll<HTMLElement>("[data-say]")) {
      told.removeAttribute("data-say");
      say(told.textContent ?? "");
    }
    const wished = document.querySelector<HTMLElement>("[data-focus]");
    if (!wished) return;
    wished.removeAttribute("data-focus");
    // What changes by itself takes nobody's focus.
    if (document.documentElement.hasAttribute("data-refreshing")) return;
    wished.focus({ preventScroll: false });
  });
}
