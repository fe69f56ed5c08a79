/** Cancelled, as the server registered it, and what the core has to say of it. */
import { html } from "lit-html";
import type { App } from "../app";
import { told } from "../flow/inquiry";
import type { Reception } from "../flow/reception";
import { showInstant } from "../view/dates";
import { banner, fill, paragraph, type Screen } from "../view/parts";
import { cancel as words } from "../words";
import { verdict } from "../view/verdict";

export function cancelled(app: App, reception: Reception): Screen {
  const ended = reception.live.cancelled?.ended;
  const seams = told(reception.inquiry.told).filter(({ kind }) => kind === "seam");
  return {
    title: words.done,
    body: [
      banner("success", words.doneBody, ended ? html`<p>${ended.messageJa}（${showInstant(ended.at)}）</p>` : ""),
      paragraph(words.care),
      app.staff ? html`${seams.map(({ messageJa }) => html`<p class="support">${messageJa}</p>`)}` : "",
      verdict(reception),
    ],
    actions: fill("{終|お}わる", () => void app.close()),
  };
}
