/** 資格確認・同意登録, 同意照会・更新 and すべての同意を取消す: three doors of the same size. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import { isConfirmed, type Kept, type Purpose } from "../flow/kept";
import { markedName, showKana } from "../view/names";
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
      app.online || app.reception?.live.unsent ? nothing : banner("warning", page.noLine, paragraph(words.offline)),
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

/** What is under way here, and what is not sent yet. */
function unfinished(app: App) {
  const { reception } = app;
  const active = reception && isConfirmed(reception.kept) && !reception.stopped ? reception.kept : undefined;
  const others = app.unfinished.filter(({ id }) => id !== active?.id);
  if (!active && others.length === 0) return nothing;
  return html`<section class="banner info">
    <p class="banner-head">${ruby(words.goOn)}</p>
    <ul class="options">
      ${active ? option(label[active.purpose], support(app, active), () => app.go("run")) : nothing}
      ${others.map((kept) => option(label[kept.purpose], support(app, kept), () => void app.resume(kept)))}
    </ul>
  </section>`;
}

function support(app: App, kept: Kept) {
  const visit = app.visits?.find(({ id }) => id === kept.visit);
  const state = kept.consents && !kept.card.registered ? page.unsent : words.goOnSupport;
  return html`${visit ? html`${visit.time} ${markedName(visit.name)}（${showKana(visit.kana)}）<br />` : nothing}${ruby(state)}`;
}

const label: Record<Purpose, string> = {
  register: words.register,
  inquire: words.inquire,
  cancel: words.cancel,
  later: "カードなしの{確認|かくにん}",
};
