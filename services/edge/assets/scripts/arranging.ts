// Lists that people put in order: dragged by the handle of an item, by mouse, pen or finger. The list's form does it: what
// is let go of elsewhere sends `to:<place> <item>`, as the buttons beside it send `up` and `down`.
const LIST = "[data-arrange]";
const EDGE_PX = 72; // as near to the window's edge as this, the page scrolls along
const STEP_PX = 14;

interface Drag {
  item: HTMLElement;
  list: HTMLElement;
  before: Element | null;
  grip: HTMLElement;
}

let drag: Drag | undefined;

const items = (list: HTMLElement) => [...list.children] as HTMLElement[];

function begin(event: PointerEvent): void {
  const grip = (event.target as Element).closest<HTMLElement>(".grip");
  const item = grip?.closest<HTMLElement>("[data-module]");
  const list = item?.closest<HTMLElement>(LIST);
  if (!grip || !item || !list || event.button !== 0) return;
  event.preventDefault();
  drag = { item, list, before: item.nextElementSibling, grip };
  grip.setPointerCapture(event.pointerId);
  item.classList.add("dragged");
}

function move(event: PointerEvent): void {
  if (!drag) return;
  const { item, list } = drag;
  const others = items(list).filter((each) => each !== item);
  const next = others.find((each) => {
    const box = each.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  if ((next ?? null) !== item.nextElementSibling) list.insertBefore(item, next ?? null);
  if (event.clientY < EDGE_PX) scrollBy(0, -STEP_PX);
  else if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
}

function end(kept: boolean): void {
  if (!drag) return;
  const { item, list, before } = drag;
  drag = undefined;
  item.classList.remove("dragged");
  if (!kept) list.insertBefore(item, before);
  if (item.nextElementSibling === before) return;
  const form = item.closest("form");
  if (!form) return;
  const said = document.createElement("input");
  said.type = "hidden";
  said.name = "do";
  said.value = `to:${items(list).indexOf(item) + 1} ${item.dataset["module"] ?? ""}`;
  form.append(said);
  form.requestSubmit();
}

export function arranging(): void {
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end(false);
  });
}
