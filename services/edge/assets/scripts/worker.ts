// The service worker. It keeps the shell's files and the page that says "offline": never another page, never data.
// SHELL and OFFLINE are written in front of this file by the edge; another shell is another worker, and begins anew.
export {};
declare const SHELL: string[];
declare const OFFLINE: string;
interface Ends extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Ends {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const ours = `portico:${OFFLINE}:`; // portals of one host leave each other's files alone
const kept = ours + SHELL.join();

self.addEventListener("install", (event) => {
  const page = new Request(OFFLINE, { credentials: "omit", cache: "reload" });
  (event as Ends).waitUntil(caches.open(kept).then((cache) => cache.addAll([...SHELL, page])));
});

self.addEventListener("activate", (event) => {
  const others = caches.keys().then((names) => names.filter((name) => name.startsWith(ours) && name !== kept));
  (event as Ends).waitUntil(others.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request, respondWith } = event as Asked;
  const answer = respondWith.bind(event);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") answer(fetch(request).catch(() => found(OFFLINE)));
  else if (SHELL.includes(new URL(request.url).pathname)) answer(found(request).catch(() => fetch(request)));
});

async function found(what: Request | string): Promise<Response> {
  const cache = await caches.open(kept);
  const there = await cache.match(what, { ignoreVary: true });
  if (!there) throw new Error("not kept");
  return there;
}
