/** What was done and what is under way, seen and spoken. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { outline, type Screen } from "../view/parts";
import { plain, ruby } from "../view/ruby";
import { progress as words } from "../words";

const SLOW = [1, 5, 20] as const;
const SAID = [words.one, words.five, words.twenty];

let since: { of: string; at: number } | undefined;

export function progress(app: App, reception: Reception): Screen {
  const { kept } = reception;
  const steps: [string, boolean][] = [];
  if (kept.agreement) {
    steps.push([words.lines.card, true], [words.lines.page, true], [words.lines.server, true]);
  }
  if (kept.purpose === "register" || kept.consents) steps.push([words.lines.register, kept.registered !== undefined]);
  if (kept.purpose !== "cancel") steps.push([words.lines.ask, false]);
  const now = steps.findIndex(([, done]) => !done);
  speak(app, kept.id);
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
      html`<p>${ruby(SAID[slow()] ?? words.one)}</p>`,
    ],
    actions: kept.registered === undefined ? nothing : outline(words.stop, () => app.go("start")),
  };
}

const slow = (): number => {
  const seconds = since ? (Date.now() - since.at) / 1000 : 0;
  return Math.max(0, SLOW.filter((limit) => seconds >= limit).length - 1);
};

/** Says after 1, 5 and 20 seconds that it goes on. */
function speak(app: App, id: string): void {
  if (since?.of === id) return;
  since = { of: id, at: Date.now() };
  SLOW.forEach((seconds, index) => {
    setTimeout(() => {
      const { reception } = app;
      if (reception?.kept.id !== id || reception.inquiry.outcome || reception.live.refusal) return;
      app.said = plain(SAID[index]!);
      app.changed();
    }, seconds * 1000);
  });
}
