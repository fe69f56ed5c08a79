/** Everything once more before it is registered: a legal act is checked and confirmed. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { showDate } from "../view/dates";
import { fact, fill, outline, paragraph, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { check as words, who } from "../words";
import { whom } from "./consent";

export function check(app: App): Screen {
  const kept = app.reception?.kept;
  const chosen = kept?.draft;
  const confirm = (): void => {
    if (!app.reception || !chosen) return app.show("start");
    app.go("run");
    void app.reception.confirm(chosen);
  };
  return {
    title: words.title,
    step: 2,
    back: app.back,
    body: [
      html`<dl class="facts">
        ${(app.place?.consents ?? []).map(({ id, messageJa }) =>
          fact(messageJa, html`<span class="answer ${chosen?.[id] ? "yes" : "no"}">${ruby(chosen?.[id] ? words.given : words.notGiven)}</span>`),
        )}
        ${fact(words.to, whom(app))}
        ${fact(words.until, app.place?.valid.messageJa ?? "")}
        ${kept?.examinationDate ? fact(words.examination, showDate(kept.examinationDate)) : nothing}
        ${kept?.who ? fact(words.who, ruby(who[kept.who])) : nothing}
      </dl>`,
      kept?.card.agreement ? nothing : paragraph(words.after),
    ],
    actions: [outline(words.change, () => app.go("consent")), fill(words.register, confirm)],
  };
}
