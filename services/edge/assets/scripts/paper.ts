// Printing and copying: buttons that can do nothing without a script show only where there is one.
export function paper(): void {
  const root = document.documentElement;
  root.dataset["scripted"] = "";
  if (navigator.clipboard) root.dataset["copies"] = "";
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-print], [data-copy]") : null;
    if (!pressed) return;
    if (pressed.dataset["copy"] === undefined) window.print();
    else void navigator.clipboard.writeText(pressed.dataset["copy"]).then(() => said(pressed.dataset["copied"] ?? ""));
  });
}

function said(text: string): void {
  const place = document.getElementById("toasts");
  if (!place) return;
  const told = document.createElement("p");
  told.className = "notice tone-success";
  told.textContent = text;
  place.append(told);
  setTimeout(() => told.remove(), 4000);
}
