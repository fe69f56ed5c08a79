/** The session is being asked for; without a line this is where it waits, and says so. */
import { html } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { more, outline, type Screen, ways } from "../view/parts";
import { noCard, opening as words } from "../words";
import { lawfulWays } from "./no-card";

export function opening(app: App, { live }: Reception): Screen {
  if (!live.unsent) return { title: words.title, body: html`<div class="skeleton" aria-hidden="true"></div>` };
  return {
    title: words.waiting,
    body: more(noCard.ways, ways(lawfulWays(app))),
    actions: outline(words.later, () => app.go("start")),
  };
}
