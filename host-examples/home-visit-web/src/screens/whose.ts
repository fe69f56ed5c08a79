/** Whose reception it is, as far as nobody else beside has to know: asked before anything is shown or registered. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { maskedBirth, maskedName } from "../view/names";
import { fact, fill, outline, paragraph, type Screen } from "../view/parts";
import { result, whose as words } from "../words";

export function whose(app: App, reception: Reception): Screen {
  const person = reception.live.session?.person;
  return {
    title: words.title,
    step: 3,
    body: [paragraph(words.body), person ? masked(person) : nothing, paragraph(words.nothing)],
    actions: person
      ? [
          outline(words.end, () => void app.close()),
          outline(words.again, () => void reception.again()),
          fill(words.yes, () => void reception.accept()),
        ]
      : outline(words.end, () => void app.close()),
  };
}

export const masked = ({ name, kana, birthdate }: { name: string; kana: string; birthdate: string }) =>
  html`<dl class="facts">
    ${fact(result.person, html`<span class="person-name">${maskedName(name)}</span> <span class="kana">${maskedName(kana)}</span>`)}
    ${fact(result.birth, maskedBirth(birthdate))}
  </dl>`;
