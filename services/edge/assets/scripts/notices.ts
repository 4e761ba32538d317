// Short notices in the corner, read out politely. What only tells goes by itself; what asks stays until it is answered.
const SHOWN_MS = 6_000;

export interface Words {
  updated: string;
  fresh: string;
  show: string;
}
interface Choice {
  text: string;
  press: () => void;
}

export function say(text: string, choice?: Choice): void {
  const place = document.getElementById("toasts");
  if (!place || [...place.children].some((each) => each.firstElementChild?.textContent === text)) return;
  const notice = document.createElement("div");
  notice.className = "notice toast";
  const said = document.createElement("p");
  said.textContent = text;
  notice.append(said);
  if (choice) {
    const button = document.createElement("button");
    button.className = "button";
    button.type = "button";
    button.textContent = choice.text;
    button.addEventListener("click", () => {
      notice.remove();
      choice.press();
    });
    notice.append(button);
  } else {
    setTimeout(() => notice.remove(), SHOWN_MS);
  }
  place.append(notice);
}

// Takes back what asks for an answer: it has happened.
export function hush(): void {
  document.querySelectorAll("#toasts .toast:has(button)").forEach((each) => each.remove());
}
