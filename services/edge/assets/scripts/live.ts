// Live parts. A page says what is live by templates/parts/live.html: an element with an id, the modules of which all is
// news (data-live) and the records that it shows (data-live-records). When something of it changes the page asks for its
// own address again and morphs that element: focus, scroll and open menus stay where they are. Where somebody is typing
// in the part nothing moves; they are told, and decide. Everything waits a moment, and longer while changes go on and on.
import htmx from "htmx.org/dist/htmx.esm.js";
import { Stream, type News, type Reader } from "./stream";
import { hush, say, type Words } from "./notices";

const SOON_MS = 300;
const LONGEST_MS = 15_000;
const CALM_MS = 20_000;
const TOGETHER_MS = 4_000; // what concerns everybody at once is fetched by each at their own moment,
const RULES_MS = 1_000; // and what is published is to be seen within two seconds
const TYPED = "input:not([type=hidden], [type=button], [type=submit]), textarea, select, [contenteditable]";

const parts = () => [...document.querySelectorAll<HTMLElement>("[data-live][id]")];
const listed = (text: string | undefined) => (text ?? "").split(" ").filter(Boolean);

function touches(part: HTMLElement, { module = "", id }: News): boolean {
  if (listed(part.dataset["live"]).includes(module)) return true;
  return listed(part.dataset["liveRecords"]).some((each) => each === `${module}:${id}` || (!id && each.startsWith(`${module}:`)));
}

function watched(): string | undefined {
  const live = parts();
  if (!live.length) return undefined;
  const ids = new Map<string, string[]>();
  for (const each of live.flatMap((part) => listed(part.dataset["liveRecords"])).slice(0, 100)) {
    const [module = "", id = ""] = each.split(":");
    ids.set(module, [...(ids.get(module) ?? []), id]);
  }
  return [...ids].map(([module, each]) => `watch[${module}]=${[...new Set(each)].join(",")}`).join("&");
}

function typing(part: HTMLElement): boolean {
  if (document.activeElement?.matches(TYPED) && part.contains(document.activeElement)) return true;
  if (part.querySelector("dialog[open]")) return true;
  return [...part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")].some((field) =>
    field.type === "checkbox" || field.type === "radio"
      ? (field as HTMLInputElement).checked !== (field as HTMLInputElement).defaultChecked
      : field.type !== "hidden" && field.value !== field.defaultValue,
  );
}

class Live implements Reader {
  private readonly stream: Stream;
  private touched = new Set<string>();
  private waiting = 0;
  private pause = SOON_MS;
  private last = 0;

  constructor(address: string, private readonly words: Words) {
    this.stream = new Stream(address, this);
    document.addEventListener("htmx:after:swap", () => this.stream.follow(watched()));
    this.stream.follow(watched());
  }

  told(name: string, news: News): void {
    if (name === "session.ended") {
      // Whose rights have changed goes on with new ones; whose session is over is led to sign-in.
      this.stream.close();
      void this.fetch(parts()).finally(() => this.stream.follow(watched()));
    } else if (name === "portal.changed") {
      setTimeout(() => this.rebuild(), Math.random() * RULES_MS);
    } else if (name === "stream.gap") this.missed(TOGETHER_MS);
    else this.touch(parts().filter((part) => touches(part, news)));
  }

  missed(within = SOON_MS): void {
    setTimeout(() => this.touch(parts()), Math.random() * within);
  }

  refused(): void {
    void this.fetch([]);
  }

  private touch(some: HTMLElement[]): void {
    for (const part of some) this.touched.add(part.id);
    if (!this.touched.size || this.waiting) return;
    this.pause = Date.now() - this.last > CALM_MS ? SOON_MS : Math.min(this.pause * 2, LONGEST_MS);
    this.waiting = window.setTimeout(() => void this.show(), this.pause * (0.7 + Math.random() * 0.6));
  }

  private async show(): Promise<void> {
    this.waiting = 0;
    this.last = Date.now();
    const some = parts().filter((part) => this.touched.has(part.id));
    this.touched.clear();
    const busy = some.filter(typing);
    if (busy.length) say(this.words.fresh, { text: this.words.show, press: () => void this.fetch(busy) });
    const free = some.filter((part) => !busy.includes(part));
    if (free.length) await this.fetch(free);
  }

  // Asks for this page again and shows it in these parts. Where there is no session any more the answer leads to sign-in.
  private async fetch(some: HTMLElement[]): Promise<void> {
    const place = location.href;
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    const answer = await fetch(place, { headers }).catch(() => undefined);
    const elsewhere = answer?.headers.get("hx-redirect");
    if (elsewhere) return location.assign(elsewhere);
    if (!answer || answer.status >= 500 || location.href !== place) return;
    const text = await answer.text();
    if (!some.length) return;
    await this.swap(text, answer.ok ? some : []);
    this.stream.follow(watched());
  }

  private async swap(text: string, some: HTMLElement[]): Promise<void> {
    const focused = document.activeElement;
    document.documentElement.toggleAttribute("data-refreshing", true);
    const there = some.length > 0 && some.every((part) => text.includes(`id="${part.id}"`));
    try {
      for (const part of there ? some : []) {
        await htmx.swap({ text, target: part, select: `#${CSS.escape(part.id)}`, swap: "outerMorph ignoreTitle:true" });
      }
      if (!there) await htmx.swap({ text, target: "#main", swap: "innerMorph" });
    } finally {
      document.documentElement.toggleAttribute("data-refreshing", false);
    }
    if (focused !== document.body && !focused?.isConnected) document.getElementById("main")?.focus({ preventScroll: true });
    hush();
    say(this.words.updated);
  }

  // Other rules hold: navigation, columns, labels, all may be different.
  private rebuild(): void {
    if (parts().some(typing)) say(this.words.fresh, { text: this.words.show, press: () => location.reload() });
    else location.reload();
  }
}

export function live(): void {
  const words = document.getElementById("live")?.dataset;
  if (!words?.["stream"]) return;
  const { updated = "", fresh = "", show = "" } = words;
  new Live(words["stream"], { updated, fresh, show });
}
