/** The same help in the same place on every screen. */
import { html } from "lit-html";
import type { App } from "../app";
import { fill, list, more, option, type Screen } from "../view/parts";
import { help as words } from "../words";

export function help(app: App): Screen {
  return {
    title: words.title,
    back: app.back,
    body: [
      html`<ul class="options">
        ${option(words.pin, "", () => app.go("pin"))}
        ${option(words.card, "", () => app.go("no-card"))}
        ${option(words.official, "", () => app.go("official"))}
      </ul>`,
      more(words.line, list([...words.lineTips])),
    ],
    actions: fill(words.close, app.back),
  };
}
