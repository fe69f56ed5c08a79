/** What part the patient pays, and where that comes from. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Eligibility } from "../flow/shapes";
import { ruby } from "./ruby";
import { result as words } from "../words";

export function burden({ share: of }: Eligibility): TemplateResult {
  const alternatives = Array.from(of.alternatives);
  return html`<div class="share">
    <p class="share-label">${ruby(words.share)}</p>
    <p class="share-value">
      ${of.percent == null
        ? alternatives.length === 0
          ? "—"
          : html`<span class="digits">${alternatives.map(wari).join("・")}</span>割の どれか`
        : html`<span class="digits big">${wari(of.percent)}</span>割<span class="support">（${of.percent}%）</span>`}
    </p>
    <p class="support">${of.source.messageJa}</p>
    ${of.remarks.length === 0 ? nothing : html`<ul class="list">${of.remarks.map(({ messageJa }) => html`<li>${messageJa}</li>`)}</ul>`}
  </div>`;
}

const wari = (percent: number): string => (percent % 10 === 0 ? String(percent / 10) : `${percent}%`);
