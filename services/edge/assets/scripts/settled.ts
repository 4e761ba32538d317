// After a swap: focus goes where the new content says ([data-focus]), and the page's title is read out.
export function settled(): void {
  document.addEventListener("htmx:after:swap", () => {
    const wished = document.querySelector<HTMLElement>("[data-focus]");
    if (!wished) return;
    wished.removeAttribute("data-focus");
    // What changes by itself takes nobody's focus.
    if (document.documentElement.hasAttribute("data-refreshing")) return;
    wished.focus({ preventScroll: false });
  });
}
