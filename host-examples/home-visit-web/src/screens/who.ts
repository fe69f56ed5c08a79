/** Who has the page in hand: nobody else's PIN, and whose will it is. */
import { html } from "lit-html";
import type { App } from "../app";
import type { Who } from "../flow/kept";
import { option, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { who as words } from "../words";

export function who(app: App): Screen {
  const choose = (chosen: Who) => async (): Promise<void> => {
    const { reception } = app;
    if (!reception) return app.show("start");
    reception.kept.who = chosen;
    if (reception.kept.purpose !== "cancel") return app.go("before");
    reception.inquiry.begin("cancel");
    app.go("cancel");
  };
  return {
    title: words.title,
    back: app.back,
    body: html`<ul class="options">
      ${option(words.self, "", choose("self"))}
      ${option(words.family, ruby(words.familySupport), choose("family"))}
      ${app.staff || app.around.care === "home" ? option(words.staff, ruby(words.staffSupport), choose("staff")) : ""}
    </ul>`,
  };
}
