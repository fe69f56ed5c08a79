/** Nobody knows yet: never asked twice, and a late answer is still taken. */
import { html } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { banner, fill, ways, type Screen } from "../view/parts";
import { refused, uncertain as words } from "../words";
import { lawfulWays } from "./no-card";
import { verdict } from "../view/verdict";

export function uncertain(app: App, reception: Reception): Screen {
  const outcome = reception.inquiry.outcome;
  const next = outcome?.nextSteps ?? [];
  const registered = reception.kept.card.registered === undefined ? "" : words.registered;
  return {
    title: words.title,
    step: 4,
    body: [
      banner("warning", `${registered}${words.body}`, html`${outcome?.reasons.map(({ messageJa }) => html`<p>${messageJa}</p>`)}`),
      ways(next.length === 0 ? lawfulWays(app) : next),
      verdict(reception),
    ],
    actions: fill(refused.end, () => void app.close()),
  };
}
