/** What is needed, before anything can go wrong with it. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { fact, fill, outline, paragraph, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { before as words } from "../words";

export function before(app: App): Screen {
  const { reception } = app;
  const go = (): void => {
    if (!reception) return app.show("start");
    if (reception.kept.purpose === "inquire") {
      app.go("run");
      void reception.choose({});
    } else app.go(app.around.care === "online" ? "date" : "consent");
  };
  return {
    title: words.title,
    back: app.back,
    body: [
      html`<dl class="facts">
        ${fact(words.have, ruby(words.haveSupport))}
        ${fact(words.pin, ruby(words.pinSupport))}
        ${fact(words.expiry, [html`${ruby(words.expirySupport)}<br />`, ruby(words.expiryNote)])}
      </dl>`,
      reception?.kept.who === "self" ? nothing : paragraph(words.familyNote),
    ],
    actions: [outline(words.without, () => app.go("no-card")), fill(words.ready, go)],
  };
}
