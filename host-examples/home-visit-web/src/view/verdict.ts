/** Who checked what of the card, and what nobody did. The only place of 「確認済み」. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Agreement, Side } from "../flow/agreement";
import type { Inquiry } from "../flow/inquiry";
import type { Reception } from "../flow/reception";
import { showInstant } from "./dates";
import { fact, more, paragraph } from "./parts";
import { ruby } from "./ruby";
import { verdict as words } from "../words";

export function verdict({ kept, inquiry }: Reception): TemplateResult | typeof nothing {
  const { agreement } = kept.card;
  if (kept.purpose === "later") {
    return section(html`<p class="verdict no">${ruby(words.notVerified)}</p>
      ${paragraph(words.withoutCard)} ${paragraph(isKnown(inquiry) ? words.byConsent : words.notByConsent)}`);
  }
  if (!agreement) return nothing;
  const { verified } = agreement;
  return section(html`<p class="verdict ${verified ? "yes" : "no"}">${ruby(verified ? words.verified : words.notVerified)}</p>
    ${verified ? paragraph(words.verifiedBoth) : nothing}
    ${open(agreement, inquiry.delivered.length > 0)}
    ${more(words.details, details(agreement))}`);
}

/** The flow came to an answer, and it says what the eligibility is. */
const isKnown = ({ outcome, delivered }: Inquiry): boolean =>
  outcome?.kind === "answered" && delivered.some(({ judgement }) => KNOWN.includes(judgement.state.code));
const KNOWN = ["eligible", "not-eligible"];

const section = (body: TemplateResult): TemplateResult =>
  html`<section class="block" aria-labelledby="verdict-heading">
    <h2 id="verdict-heading">${ruby(words.heading)}</h2>
    ${body}
  </section>`;

/** Who checked, when, and what came of it. */
export const details = (agreement: Agreement): TemplateResult => html`<dl class="facts">
    ${fact(words.page, side(agreement.page))} ${fact(words.server, side(agreement.server))}
  </dl>
  ${agreement.checks.length === 0 ? html`<p>${ruby(words.checked)}</p>` : checks(agreement)}
  <p class="support">${ruby(words.proof)}</p>`;

/** What was checked, in the server's words, and by whom. */
const checks = (agreement: Agreement): TemplateResult => html`<h3>${ruby(words.said)}</h3>
  <ul class="list">
    ${agreement.checks.map(({ messageJa, outcome, by }) =>
      html`<li>${messageJa}<br /><span class="support">${ruby(words.outcomes[outcome])}${outcome === "not-checked" ? nothing : html`（${ruby(words.by[by] ?? by)}）`}</span></li>`,
    )}
  </ul>`;

function side({ state, at, failed, open: left }: Side): TemplateResult {
  return html`${ruby(words.states[state] ?? state)}（${showInstant(at)}）
    ${failed.length === 0 ? nothing : html`<ul class="list">${failed.map(({ messageJa }) => html`<li>${messageJa}</li>`)}</ul>`}
    ${left.length === 0 ? nothing : html`<p class="support">${ruby(words.open)}：${left.map(({ messageJa }) => messageJa).join(" ")}</p>`}`;
}

/** Never left out: what was not checked, such as revocation. */
function open({ open: all }: Agreement, hasResult: boolean): TemplateResult {
  // The eligibility is in the result, where there is one.
  const left = all.filter(({ code }) => !hasResult || !/\beligibility$/.test(code));
  return html`<h3>${ruby(words.open)}</h3>
    ${left.length === 0
      ? paragraph(words.noOpen)
      : html`<ul class="list">${left.map(({ messageJa }) => html`<li>${messageJa}</li>`)}</ul>`}`;
}
