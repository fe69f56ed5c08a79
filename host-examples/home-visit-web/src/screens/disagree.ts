/** Page and server do not both find the card in order: not verified, and nothing registered. */
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { banner, fill, outline, ways, type Screen } from "../view/parts";
import { disagree as words, refused } from "../words";
import { lawfulWays } from "./no-card";
import { verdict } from "../view/verdict";

export function disagree(app: App, reception: Reception): Screen {
  return {
    title: words.title,
    step: 3,
    body: [banner("error", words.body), verdict(reception), ways(lawfulWays(app))],
    actions: [
      outline(refused.end, () => void app.close()),
      fill(words.again, () => void reception.again()),
    ],
  };
}
