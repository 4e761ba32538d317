// Drop-downs are <details>: they open without scripts; here they also close by Escape, outside clicks and leaving.
export function menus(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>("details.drop[open]");
  document.addEventListener("click", (event) => {
    for (const drop of open()) if (!drop.contains(event.target as Node)) drop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const drop of open()) {
      drop.open = false;
      drop.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("focusout", (event) => {
    const drop = (event.target as Element).closest<HTMLDetailsElement>("details.drop[open]");
    const next = event.relatedTarget;
    if (drop && next instanceof Node && !drop.contains(next)) drop.open = false;
  });
}
