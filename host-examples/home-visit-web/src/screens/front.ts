/** No institution: only its own address leads to one. */
import { html } from "lit-html";
import type { App } from "../app";
import { banner, type Screen } from "../view/parts";
import { front as words } from "../words";

export function front(app: App): Screen {
  return {
    title: words.title,
    body: html`${banner(app.placeUnknown ? "error" : "info", app.placeUnknown ? words.unknown : words.body)}`,
  };
}
