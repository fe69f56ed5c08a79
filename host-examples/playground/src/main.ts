/** The playground: everything happens in this page and its worker. */
import { render } from "lit-html";
import { App } from "./app";
import { loadReference } from "./reference";
import { watchDrops } from "./inputs/drop";
import { frame } from "./views/frame";
import { take } from "./views/input";

const page = document.getElementById("page");
if (!page) throw new Error("the page has no place for it");

let asked = false;
/** Once a frame at most, however often something changes. */
function changed(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(show);
}

function show(): void {
  asked = false;
  if (page) render(frame(app), page);
}

const app = new App(changed);
show();
watchDrops((files) => void take(app, files));
// Without it elements have no provenance; everything else works.
loadReference().then(changed, () => undefined);
