// What moves in a page. Every page reads and works without it; nothing here is asked of anybody else.
import "htmx.org/dist/htmx.esm.js";
import { live } from "./live";
import { menus } from "./menus";
import { passwords } from "./passwords";
import { paper } from "./paper";
import { shortcuts } from "./shortcuts";
import { settled } from "./settled";

menus();
passwords();
paper();
shortcuts();
settled();
live();
if ("serviceWorker" in navigator && document.documentElement.dataset["worker"]) {
  void navigator.serviceWorker.register(document.documentElement.dataset["worker"]);
}
