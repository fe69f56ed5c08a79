/** What was done and what is under way, seen and spoken. */
import { html } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { outline, type Screen } from "../view/parts";
import { plain, ruby } from "../view/ruby";
import { progress as words } from "../words";

const SLOW = [1, 5, 20] as const;

/** What is said after so many of them. */
const said = ({ kept }: Reception, times: number): string =>
  [words.one, words.five, kept.card.registered === undefined ? words.twenty : words.twentyRegistered][times]!;

let since: { of: string; at: number } | undefined;

export function progress(app: App, reception: Reception): Screen {
  const { kept } = reception;
  const steps: [string, boolean][] = [];
  if (kept.card.agreement) {
    steps.push([words.lines.card, true], [words.lines.page, true], [words.lines.server, true]);
  }
  if (kept.purpose === "cancel") steps.push([words.lines.cancel, false]);
  else if (kept.purpose === "inquire" && !kept.consents) steps.push([words.lines.lookUp, false]);
  else {
    if (kept.consents) steps.push([words.lines.register, kept.card.registered !== undefined]);
    steps.push([words.lines.ask, false]);
  }
  const now = steps.findIndex(([, done]) => !done);
  speak(app, reception);
  return {
    title: words.title,
    step: 4,
    body: [
      html`<ol class="progress">
        ${steps.map(([text, done], index) => {
          const state = done ? "done" : index === now ? "now" : "ahead";
          return html`<li class=${state}>
            <span class="sign" aria-hidden="true">${done ? "✓" : index === now ? "…" : "・"}</span>
            <span>${ruby(text)}</span>
            <span class="state">${ruby(done ? words.done : index === now ? words.now : words.later)}</span>
          </li>`;
        })}
      </ol>`,
      html`<p>${ruby(said(reception, slow()))}</p>`,
    ],
    actions: outline(words.stop, () => app.go("start")),
  };
}

const slow = (): number => {
  const seconds = since ? (Date.now() - since.at) / 1000 : 0;
  return Math.max(0, SLOW.filter((limit) => seconds >= limit).length - 1);
};

/** Says after 1, 5 and 20 seconds that it goes on. Each choice is waited for by itself. */
function speak(app: App, { kept: { id, intention } }: Reception): void {
  const of = `${id} ${intention}`;
  if (since?.of === of) return;
  since = { of, at: Date.now() };
  SLOW.forEach((seconds, times) => {
    setTimeout(() => {
      // Whatever else is on the glass by now waits for nothing.
      const { reception } = app;
      if (since?.of !== of || !reception || !document.querySelector("ol.progress")) return;
      app.said = plain(said(reception, times));
      app.changed();
    }, seconds * 1000);
  });
}
