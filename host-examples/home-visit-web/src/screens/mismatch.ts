/** The card is of another person than the visit: the results belong to the card. */
import { nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { banner, fill, outline, type Screen } from "../view/parts";
import { mismatch as words } from "../words";
import { masked } from "./whose";

export function mismatch(app: App, reception: Reception): Screen {
  const person = reception.live.session?.person;
  return {
    title: words.title,
    step: 3,
    body: [
      banner("warning", words.body),
      person ? masked(person) : nothing,
    ],
    actions: [
      outline(words.goOn, () => void reception.goOnWithCard()),
      outline(words.visits, () => void app.close().then(() => app.go("visits"))),
      fill(words.again, () => void reception.again()),
    ],
  };
}
