// What moves in a page. Every page reads and works without it; nothing here is asked of anybody else.
import "htmx.org/dist/htmx.esm.js";
import { arranging } from "./arranging";
import { live } from "./live";
import { menus } from "./menus";
import { passwords } from "./passwords";
import { paper } from "./paper";
import { picking } from "./picking";
import { shortcuts } from "./shortcuts";
import { settled } from "./settled";

menus();
passwords();
paper();
picking();
shortcuts();
settled();
arranging();
live();
// The way to another host of ours: it goes on by itself (templates/moving.html).
document.querySelector<HTMLFormElement>("form[data-onward]")?.submit();
const worker = document.documentElement.dataset["worker"];
if ("serviceWorker" in navigator && worker) {
  // What it keeps is for later: the page itself comes first.
  addEventListener("load", () => setTimeout(() => void navigator.serviceWorker.register(worker), 3_000));
}
