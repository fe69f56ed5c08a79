/** Staff: one visit. With a consent in force no card is needed. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Purpose } from "../flow/kept";
import type { Visit } from "../server";
import { showDate } from "../view/dates";
import { hasUnshown, markedName, showKana } from "../view/names";
import { banner, option, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { result, start, visits as words } from "../words";

export function visit(app: App): Screen {
  const chosen = app.visit;
  if (!chosen) return { title: words.title, body: nothing, back: app.back };
  const later = chosen.state.code === "visit.later";
  const begin = (purpose: Purpose) => (): void => {
    app.begin(purpose, chosen);
    app.go("who");
  };
  return {
    title: words.visit.title,
    back: app.back,
    body: [
      html`<p class="person">
        <span class="person-name">${markedName(chosen.name)}</span>
        <span class="kana">${showKana(chosen.kana)}</span>
        <span class="support">${showDate(chosen.birthdate)}生</span>
      </p>`,
      hasUnshown(chosen.name) ? html`<p class="support">${ruby(result.unshown)}</p>` : nothing,
      chosen.card ? banner("warning", chosen.card.messageJa) : nothing,
      html`<ul class="options">
        ${later ? option(words.visit.later, ruby(words.visit.laterSupport), () => beginLater(app, chosen)) : nothing}
        ${option(start.register, ruby(start.registerSupport), begin("register"))}
        ${option(start.inquire, ruby(start.inquireSupport), begin("inquire"))}
        ${option(start.cancel, ruby(start.cancelSupport), begin("cancel"))}
      </ul>`,
    ],
  };
}

/** A later visit, whose consent is in force: it goes on by itself. */
export function beginLater(app: App, visit: Pick<Visit, "id">): void {
  app.begin("later", visit);
  app.go("run");
  void app.reception?.choose({ who: "staff" });
}
