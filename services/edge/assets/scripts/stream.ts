// The live stream of a page: open while somebody looks, closed while nobody does, opened again when it broke.
// A stream that ends with its session's token is followed by the next one before it ends: then nothing is missed.
const NAMES = ["record.changed", "record.gone", "portal.changed", "session.ended", "stream.gap"] as const;
const HIDDEN_MS = 2_000; // who only leafs through tabs comes back sooner
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

export type News = { module?: string; id?: string };
export interface Reader {
  told(name: (typeof NAMES)[number], news: News): void;
  missed(): void; // something may have happened meanwhile
  refused(): void; // there is no stream for this session
}

export class Stream {
  private source: EventSource | undefined;
  private watched: string | undefined; // undefined: nothing here is live
  private waiting = 0;
  private tries = 0;
  private broken = false;

  constructor(private readonly address: string, private readonly reader: Reader) {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.later(HIDDEN_MS, () => this.pause());
      else this.resume();
    });
    addEventListener("pagehide", () => this.pause());
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.resume();
    });
  }

  // Follows for a page that shows these records; undefined where nothing of it is live.
  follow(watched: string | undefined): void {
    if (watched === this.watched && (this.source || watched === undefined)) return;
    this.watched = watched;
    if (watched === undefined) this.close();
    else if (!document.hidden) this.open();
  }

  close(): void {
    clearTimeout(this.waiting);
    this.source?.close();
    this.source = undefined;
  }

  private pause(): void {
    this.broken ||= this.source !== undefined;
    this.close();
  }

  private resume(): void {
    clearTimeout(this.waiting);
    if (!this.source) this.open();
  }

  private later(milliseconds: number, then: () => void): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(then, milliseconds);
  }

  private open(): void {
    if (this.watched === undefined) return;
    clearTimeout(this.waiting);
    const before = this.source;
    const source = (this.source = new EventSource(this.address + (this.watched ? `?${this.watched}` : "")));
    source.addEventListener("open", () => {
      before?.close();
      this.tries = 0;
      if (this.broken) this.reader.missed();
      this.broken = false;
    });
    source.addEventListener("error", () => {
      before?.close();
      if (source === this.source) this.again(source);
      else source.close();
    });
    source.addEventListener("stream.ending", () => {
      if (source === this.source) this.open();
    });
    for (const name of NAMES) {
      source.addEventListener(name, (event) => this.reader.told(name, JSON.parse(event.data) as News));
    }
  }

  private again(source: EventSource): void {
    const refused = source.readyState === EventSource.CLOSED;
    this.pause();
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.tries++);
    this.later(longest * (0.5 + Math.random() / 2), () => this.open());
    if (refused) this.reader.refused();
  }
}
