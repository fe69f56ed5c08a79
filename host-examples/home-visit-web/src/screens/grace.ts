/** The certificate expired less than three months ago: the eligibility alone, if wanted. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { graceEnd, showDate } from "../view/dates";
import { banner, fact, fill, outline, paragraph, type Screen } from "../view/parts";
import { grace as words } from "../words";
import { all } from "./consent";
import { verdict } from "../view/verdict";

export function grace(app: App, reception: Reception): Screen {
  const notAfter = reception.kept.card.agreement?.notAfter;
  return {
    title: words.title,
    step: 3,
    body: [
      banner("warning", words.body),
      notAfter
        ? html`<dl class="facts">
            ${fact(words.until, showDate(notAfter))} ${fact(words.about, `${showDate(graceEnd(notAfter))}まで`)}
          </dl>`
        : nothing,
      paragraph(words.renew),
      verdict(reception),
    ],
    actions: [
      outline(words.other, () => app.go("no-card")),
      fill(words.go, () => void reception.confirm(all(app, false))),
    ],
  };
}
