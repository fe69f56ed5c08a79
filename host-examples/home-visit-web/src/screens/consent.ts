/** すべて, えらんで or しない: what, to whom, how long, and three answers of equal weight. */
import { html } from "lit-html";
import type { App } from "../app";
import type { Consents } from "../flow/kept";
import { fact, more, option, paragraph, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { consent as words } from "../words";

export function consent(app: App): Screen {
  const kinds = app.place?.consents;
  const choose = (given: boolean) => (): void => draft(app, all(app, given));
  const back = app.reception?.kept.purpose === "inquire" ? () => app.show("run") : app.back;
  // Before the institution has said what may be consented to, nobody can choose.
  if (!kinds) return { title: words.title, step: 1, back, body: html`<div class="skeleton" aria-hidden="true"></div>` };
  return {
    title: words.title,
    step: 1,
    back,
    body: [
      html`<dl class="facts compact">
        ${fact(words.what, html`<b>${kinds.map(({ messageJa }) => messageJa).join("・")}</b>`)}
        ${fact(words.whom, whom(app))}
        ${fact(words.howLong, app.place?.valid.messageJa ?? "")}
      </dl>`,
      html`<ul class="options three">
        ${option(words.all, ruby(words.allSupport), choose(true))}
        ${option(words.some, ruby(words.someSupport), () => app.go("items"))}
        ${option(words.none, ruby(words.noneSupport), choose(false))}
      </ul>`,
      paragraph(words.free),
      more(words.detailsTitle, html`<ul class="plain">${kinds.map(({ id, messageJa }) => html`<li><b>${messageJa}</b>：${ruby(words.details[id] ?? "")}</li>`)}</ul>`),
      html`<p class="support">${ruby(words.limit)}</p>`,
    ],
  };
}

export const whom = (app: App): string =>
  words.whomValue.replace("{institution}", app.place?.institutionName ?? "");

/** Every kind of information, given or not. */
export const all = (app: App, given: boolean): Consents =>
  Object.fromEntries((app.place?.consents ?? []).map(({ id }) => [id, given]));

/** A choice, not confirmed yet. */
export function draft(app: App, consents: Consents): void {
  if (!app.reception) return app.show("start");
  app.reception.kept.draft = consents;
  app.go("check");
}
