/** 資格確認・同意登録, 同意照会・更新 and すべての同意を取消す: three doors of the same size. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Purpose } from "../flow/kept";
import { copy } from "../view/share";
import { isInApp } from "../view/surroundings";
import { banner, option, paragraph, quiet, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { broken, page, start as words } from "../words";

export function start(app: App): Screen {
  const { vault, core } = app.around;
  if (!core) return { title: broken.title, body: banner("error", broken.noCore) };
  return {
    title: words.title,
    body: [
      app.online ? nothing : banner("warning", page.unsentLine),
      isInApp() ? banner("warning", words.inApp, quiet(words.copy, () => void copy(app, location.href))) : nothing,
      vault.mode === "memory" ? banner("warning", words.memory) : nothing,
      unfinished(app),
      html`<ul class="options">
        ${option(words.register, ruby(words.registerSupport), () => begin(app, "register"))}
        ${option(words.inquire, ruby(words.inquireSupport), () => begin(app, "inquire"))}
        ${option(words.cancel, ruby(words.cancelSupport), () => begin(app, "cancel"))}
      </ul>`,
      paragraph(words.usual),
      html`<p class="row">
        ${app.staff ? quiet(words.visits, () => app.go("visits")) : nothing}
        ${quiet(words.sheet, () => app.go("sheet"))}
      </p>`,
    ],
  };
}

function begin(app: App, purpose: Purpose): void {
  app.visit = undefined;
  app.begin(purpose);
  app.go("who");
}

function unfinished(app: App) {
  if (app.unfinished.length === 0) return nothing;
  return html`<section class="banner info">
    <p class="banner-head">${ruby(words.goOn)}</p>
    <ul class="options">
      ${app.unfinished.map((kept) =>
        option(label[kept.purpose], ruby(kept.consents && !kept.registered ? page.unsent : words.goOnSupport), () => void app.resume(kept)),
      )}
    </ul>
  </section>`;
}

const label: Record<Purpose, string> = {
  register: words.register,
  inquire: words.inquire,
  cancel: words.cancel,
  later: "カードなしの{確認|かくにん}",
};
