/** Staff: today's visits, and what each needs. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Visit } from "../server";
import { showDate } from "../view/dates";
import { markedName, showKana } from "../view/names";
import { banner, paragraph, quiet, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { start, visits as words } from "../words";

export function visits(app: App): Screen {
  const all = app.visits;
  return {
    title: words.title,
    back: app.back,
    body: [
      all === undefined ? banner("warning", words.offline) : nothing,
      all?.length === 0 ? paragraph(words.none) : nothing,
      html`<ul class="options visits">${(all ?? []).map((visit) => line(app, visit))}</ul>`,
      html`<p class="row">
        ${quiet(words.again, () => void app.loadVisits())} ${quiet(start.sheet, () => app.go("sheet"))}
      </p>`,
    ],
  };
}

function line(app: App, visit: Visit) {
  const unsent = app.unfinished.some((kept) => kept.visit === visit.id && !kept.card.registered);
  const open = (): void => {
    app.visit = visit;
    app.go("visit");
  };
  return html`<li>
    <button type="button" class="option" @click=${open}>
      <span class="option-head"><span class="visit-time digits">${visit.time}</span> ${markedName(visit.name)}</span>
      <span class="option-support">${showKana(visit.kana)}</span>
      <span class="option-support">${showDate(visit.birthdate)}生</span>
      <span class="tag ${tone(visit)}">${visit.state.messageJa}</span>
      ${unsent ? html`<span class="tag warning">${ruby(words.unsent)}</span>` : nothing}
      ${visit.card ? html`<span class="tag warning">${visit.card.messageJa}</span>` : nothing}
    </button>
  </li>`;
}

const tone = ({ state }: Visit): string => (state.code === "visit.later" ? "success" : "info");
