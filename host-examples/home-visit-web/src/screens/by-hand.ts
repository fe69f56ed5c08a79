/** A step whose request is not public: done on the terminal's screen; staff say what came of it. */
import { html } from "lit-html";
import type { App } from "../app";
import { told } from "../flow/inquiry";
import type { Reception } from "../flow/reception";
import { banner, fill, option, outline, ways, type Screen } from "../view/parts";
import { byHand as words, cancel, refused } from "../words";

export function byHand(app: App, reception: Reception): Screen {
  const { question, outcome, told: lines } = reception.inquiry;
  const cancels = reception.kept.purpose === "cancel";
  if (outcome) {
    return {
      title: words.answered,
      body: [
        banner("info", words.answeredBody, html`<p><b>${outcome.state?.messageJa}</b></p>`),
        ways(outcome.nextSteps),
      ],
      actions: fill(refused.end, () => void app.close()),
    };
  }
  const choose = (id: string) => (): void => {
    reception.inquiry.choose(id);
    app.changed();
  };
  return {
    title: cancels ? cancel.byHand : words.title,
    body: [
      html`${told(lines).map(({ kind, messageJa }) => banner(kind === "seam" ? "warning" : "info", messageJa))}`,
      html`<p><b>${question?.text?.messageJa}</b></p>
        <ul class="options">${question?.options.map(({ id, messageJa }) => option(messageJa, "", choose(id)))}</ul>`,
    ],
    actions: cancels
      ? outline(cancel.withCard, () => void reception.cancelWithCard())
      : outline(words.card, () => void withCard(app, reception)),
  };
}

/** The card settles it: the same visit once more, with it. */
export async function withCard(app: App, reception: Reception): Promise<void> {
  const { visit } = reception.kept;
  await reception.close();
  app.begin("register", visit === undefined ? undefined : { id: visit });
  app.go("who");
}
