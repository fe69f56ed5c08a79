/** A later visit whose request is not public: staff say what the terminal's screen says. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { told, type Reception } from "../flow/reception";
import { banner, fill, option, outline, ways, type Screen } from "../view/parts";
import { later as words } from "../words";

export function later(app: App, reception: Reception): Screen {
  const { question, outcome, told: lines } = reception.inquiry;
  if (outcome) {
    return {
      title: words.answered,
      body: [
        banner("info", words.answeredBody, html`<p><b>${outcome.state?.messageJa}</b></p>`),
        ways(outcome.nextSteps),
      ],
      actions: fill("{終|お}わる", () => void app.close()),
    };
  }
  const choose = (id: string) => (): void => {
    reception.inquiry.choose(id);
    app.changed();
  };
  return {
    title: words.title,
    back: app.back,
    body: [
      html`${told(lines).map(({ kind, messageJa }) => banner(kind === "seam" ? "warning" : "info", messageJa))}`,
      html`<p><b>${question?.text?.messageJa}</b></p>
        <ul class="options">${question?.options.map(({ id, messageJa }) => option(messageJa, "", choose(id)))}</ul>`,
      nothing,
    ],
    actions: outline(words.card, () => void withCard(app, reception)),
  };
}

async function withCard(app: App, reception: Reception): Promise<void> {
  const { visit } = app;
  await reception.close();
  app.begin("register", visit);
  app.go("who");
}
