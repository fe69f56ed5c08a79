/** 同意照会: what is registered, what of it may be changed here, and what may not. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { showDate, showInstant } from "../view/dates";
import { banner, fact, fill, outline, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { check, registered as words } from "../words";
import { verdict } from "../view/verdict";

export function registered(app: App, reception: Reception): Screen {
  const found = reception.live.registered;
  const change = (): void => {
    if (found) reception.kept.draft = Object.fromEntries(found.items.map(({ id, given }) => [id, given]));
    app.go(app.around.care === "online" && !found ? "date" : "consent");
  };
  return {
    title: words.title,
    body: [
      found ? nothing : banner("info", words.none),
      found?.ended ? banner("warning", words.ended, html`<p>${found.ended.messageJa}（${showInstant(found.ended.at)}）</p>`) : nothing,
      found
        ? html`<dl class="facts">
            ${found.items.map(({ messageJa, given }) =>
              fact(messageJa, html`<span class="answer ${given ? "yes" : "no"}">${ruby(given ? check.given : check.notGiven)}</span>`),
            )}
            ${fact(words.since, showInstant(found.registeredAt))}
            ${fact(check.until, found.until ? `${showInstant(found.until)}まで` : found.valid.messageJa)}
            ${found.examinationDate
              ? fact(check.examination, html`${showDate(found.examinationDate)}<br /><span class="support">${ruby(words.fixed)}</span>`)
              : nothing}
          </dl>`
        : nothing,
      verdict(reception),
    ],
    actions: [
      outline(words.keep, () => void app.close()),
      fill(found?.inForce ? words.change : words.register, change),
    ],
  };
}
