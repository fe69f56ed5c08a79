/** A PIN that is forgotten, locked or was never there: each has its way on. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { more, option, paragraph, ways, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { pin as words } from "../words";
import { lawfulWays } from "./no-card";

export function pin(app: App): Screen {
  const sight = app.around.care === "home";
  const of = (name: string) => app.place?.ways[name] ?? lawfulWays(app);
  return {
    title: words.title,
    back: app.back,
    body: [
      sight ? html`<ul class="options">${option(words.sight, "", () => app.go("sight"))}</ul>` : nothing,
      html`<p>${ruby(words.reset)}</p>`,
      more(words.forgot, ways(of("pinForgotten"))),
      more(words.locked, ways(of("pinLocked"))),
      more(words.none, [paragraph(words.noneBody), ways(lawfulWays(app))]),
    ],
  };
}
