/** The card is of another person than the visit: the results belong to the card. */
import { html } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { showDate } from "../view/dates";
import { markedName, showKana } from "../view/names";
import { banner, fill, outline, paragraph, type Screen } from "../view/parts";
import { mismatch as words, result } from "../words";
import { fact } from "../view/parts";

export function mismatch(app: App, reception: Reception): Screen {
  const person = reception.live.session?.person;
  return {
    title: words.title,
    step: 3,
    body: [
      banner("warning", words.body),
      person
        ? html`<dl class="facts">
            ${fact(result.person, html`<span class="person-name">${markedName(person.name)}</span> <span class="kana">${showKana(person.kana)}</span>`)}
            ${fact(result.birth, showDate(person.birthdate))}
          </dl>`
        : paragraph(""),
    ],
    actions: [
      outline(words.goOn, () => void reception.goOnWithCard()),
      outline(words.visits, () => void app.close().then(() => app.go("visits"))),
      fill(words.again, () => void reception.again()),
    ],
  };
}
