/** The result on the spot: what the official page shows only at the clinic. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { App } from "../app";
import { insuredOf, type Insured } from "../flow/insured";
import { told, type Delivered } from "../flow/inquiry";
import type { Reception } from "../flow/reception";
import type { Eligibility } from "../flow/shapes";
import { showDate } from "../view/dates";
import { hasUnshown, markedName, showKana } from "../view/names";
import { banner, fact, fill, outline, ways, type Screen } from "../view/parts";
import { ruby } from "../view/ruby";
import { result as words } from "../words";
import { consents } from "../view/consents";
import { burden } from "../view/burden";
import { lawfulWays } from "./no-card";
import { verdict } from "../view/verdict";

/**
 * The core's line of this interface: the national system checked the card. That is the
 * official page's way. Here the vendor's server did, or nobody: the verdict says who.
 */
const OFFICIAL = "assurance.consented-remotely";

export function result(app: App, reception: Reception): Screen {
  const { delivered } = reception.inquiry;
  const [first] = delivered;
  const state = first?.judgement.state.code;
  const title = state === "eligible" ? words.title.yes : state === "not-eligible" ? words.title.no : words.title.other;
  const hide = (): void => {
    app.hidden = !app.hidden;
    app.changed();
  };
  const { outcome } = reception.inquiry;
  const next = outcome?.nextSteps ?? [];
  return {
    title: first || !reception.kept.card.registered ? title : words.registered,
    step: 4,
    body: [
      first ? nothing : html`${banner("info", words.nobody)} ${ways(next.length === 0 ? lawfulWays(app) : next)}`,
      app.hidden ? nothing : html`${delivered.map((one) => person(one))}`,
      verdict(reception),
      notices(reception),
    ],
    actions: [
      first ? outline(app.hidden ? words.show : words.hide, hide) : nothing,
      fill(words.end, () => void app.close()),
      html`<p class="support">${ruby(words.endSupport)}</p>`,
    ],
  };
}

function person(one: Delivered): TemplateResult {
  const { judgement, content, remarks } = one;
  const eligible = judgement.state.code === "eligible";
  const all = insuredOf(content);
  return html`
    ${banner(eligible ? "success" : "warning", judgement.state.messageJa, html`<ul class="plain">${judgement.reasons.map(({ messageJa }) => html`<li>${messageJa}</li>`)}</ul>`)}
    ${eligible ? nothing : ways(judgement.nextSteps)}
    ${judgement.eligibilities.map((eligibility, index) => eligibilityBlock(eligibility, all[index] ?? {}))}
    ${judgement.messages.some(({ text }) => text)
      ? banner("info", words.system, html`${judgement.messages.map(({ text, code }) => html`<p>${text}${code ? html` <span class="code">（${code}）</span>` : nothing}</p>`)}`)
      : nothing}
    ${told(remarks).map(({ messageJa }) => html`<p class="support">${messageJa}</p>`)}
    ${eligible ? ways(judgement.nextSteps) : nothing}
    ${dated(words.confirmedFor, judgement.confirmedFor)}
    ${dated(words.presumedFor, judgement.presumedFor)}
    ${judgement.assurance.code === OFFICIAL ? nothing : html`<p class="support">${ruby(words.assurance)}：${judgement.assurance.messageJa}</p>`}
  `;
}

function dated(name: string, date: string | null) {
  return date ? html`<p class="support">${ruby(name)}：${showDate(date)}</p>` : nothing;
}

function eligibilityBlock(eligibility: Eligibility, insured: Insured): TemplateResult {
  const name = insured.name ?? "";
  return html`<section class="block">
    <p class="person">
      <span class="person-name">${markedName(name)}</span>
      <span class="kana">${showKana(insured.kana ?? "")}</span>
    </p>
    ${burden(eligibility)}
    <dl class="facts">
      ${insured.birthdate ? fact(words.birth, showDate(insured.birthdate)) : nothing}
      ${fact(words.insurer, html`${insured.insurerName ?? ""} <span class="digits">${insured.insurerNumber ?? ""}</span>`)}
      ${fact(words.numbers, html`<span class="digits">${[insured.symbol, insured.number, insured.branch].filter(Boolean).join("・")}</span>`)}
      ${fact(words.valid, period(eligibility))}
      ${fact(words.limit, limit(eligibility))}
      ${eligibility.specificDiseases.map(({ category, validity, selfPayYen }) =>
        fact(words.diseases, html`${category?.meaningJa ?? category?.code ?? ""} ${selfPayYen == null ? nothing : `${selfPayYen.toLocaleString("ja-JP")}円まで`}<br /><span class="support">${validity.reason.messageJa}</span>`),
      )}
      ${eligibility.medicalTickets.map(({ ticketType, validity, selfPayYen }) =>
        fact(words.ticket, html`${ticketType?.meaningJa ?? ""} ${selfPayYen == null ? nothing : `${selfPayYen.toLocaleString("ja-JP")}円`}<br /><span class="support">${validity.reason.messageJa}</span>`),
      )}
    </dl>
    ${hasUnshown(name) ? html`<p class="support">${ruby(words.unshown)}</p>` : nothing}
    ${consents(eligibility.consents)}
    ${told(eligibility.remarks).map(({ messageJa }) => html`<p class="support">${messageJa}</p>`)}
  </section>`;
}

function period({ period: of }: Eligibility): string {
  const to = of.validTo ?? of.disqualificationDate;
  return `${of.validFrom ? showDate(of.validFrom) : ""}〜${to ? showDate(to) : ""}`;
}

function limit({ limitCertificate }: Eligibility): TemplateResult {
  if (!limitCertificate) return html`${ruby(words.noLimit)}`;
  const { class: of, classification, validity } = limitCertificate;
  return html`${[classification?.meaningJa, of?.meaningJa ?? of?.code].filter(Boolean).join(" ")}<br />
    <span class="support">${validity.reason.messageJa}${validity.to ? `（${showDate(validity.to)}まで）` : ""}</span>`;
}

/** What the server and the core said on the way: a certificate that expires soon, what may follow. */
function notices({ live, inquiry }: Reception): TemplateResult | typeof nothing {
  const lines = told([...(live.session?.notices ?? []), ...(inquiry.outcome?.offers ?? [])]);
  if (lines.length === 0) return nothing;
  return banner("info", words.near, html`<ul class="list">${lines.map(({ messageJa }) => html`<li>${messageJa}</li>`)}</ul>`);
}

