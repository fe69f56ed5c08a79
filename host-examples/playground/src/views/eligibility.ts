/** One eligibility of a person: share and its source, certificates, consents and until when. */
import { html, nothing } from "lit-html";
import type { eligibility } from "@onshi/web";
import type { Person } from "../analysis/question";
import { currentLanguage, meant, said, t, words } from "../words";
import { showDate, showSpan, showUntil } from "./dates";
import { facts, person, sentences, type View } from "./parts";

type Row = [string, unknown];

export function eligibilityCard(of: eligibility.Eligibility, who: Person): View {
  return html`<section class="card">
    <h4 class="card-title">${person(who.name, who.kana)}</h4>
    ${facts([
      [t(words.eligibility), html`${said(of.state)}${sentences(of.reasons)}`],
      [t(words.kind), of.classification ? `${said(of.kind)}（${meant(of.classification)}）` : said(of.kind)],
      ...period(of.period, of.reasonOfLoss),
      [t(words.share), html`<span class="share">${shareText(of.share)}</span>`],
      [t(words.shareSource), html`${said(of.share.source)}${sentences(of.share.remarks)}`],
      ...limit(of.limitCertificate),
      ...of.specificDiseases.map(disease),
      ...of.medicalTickets.map(ticket),
      ...(of.remarks.length > 0 ? [[t(words.remarks), sentences(of.remarks)] as Row] : []),
    ])}
    ${consents(of.consents)}
  </section>`;
}

/** 割 where it is a whole number of them. */
export function shareText({ percent, alternatives }: eligibility.Share): string {
  if (percent !== null) return portion(percent);
  if (alternatives.length === 0) return "—";
  return `${Array.from(alternatives, portion).join("・")} ${t(words.shareOneOf)}`;
}

const portion = (percent: number): string =>
  currentLanguage() === "ja" && percent % 10 === 0 ? `${percent / 10}割` : `${percent}%`;

const days = (from: string | null, to: string | null): string =>
  showSpan(from ? showDate(from) : "", to ? showDate(to) : "");

function period({ validFrom, validTo, qualificationDate, disqualificationDate }: eligibility.Period, loss: eligibility.Eligibility["reasonOfLoss"]): Row[] {
  const rows: Row[] = [];
  if (qualificationDate) rows.push([t(words.acquired), showDate(qualificationDate)]);
  if (validFrom || validTo) rows.push([t(words.period), days(validFrom, validTo)]);
  if (disqualificationDate) rows.push([t(words.lost), `${showDate(disqualificationDate)}${loss ? `（${meant(loss)}）` : ""}`]);
  return rows;
}

const holds = ({ from, to, reason }: eligibility.Validity): string => `${days(from, to)} ${said(reason)}`;

const limit = (of: eligibility.LimitCertificate | null): Row[] =>
  of ? [[t(words.limit), html`${meant(of.classification)} ${t(words.limitClass)} ${meant(of.class)}<br />${holds(of.validity)}`]] : [];

const disease = (of: eligibility.SpecificDisease): Row => [
  t(words.disease),
  html`${meant(of.category)}${of.selfPayYen === null ? nothing : ` ${of.selfPayYen}${t(words.yenAMonth)}`}<br />${holds(of.validity)}`,
];

const ticket = (of: eligibility.MedicalTicket): Row => [
  t(words.ticket),
  html`${meant(of.ticketType)} ${of.month ?? ""} ${meant(of.treatmentType)}<br />${holds(of.validity)}`,
];

function consents(list: eligibility.Consent[]): View {
  if (list.length === 0) return nothing;
  return html`<h5>${t(words.consents)}</h5>
    <ul class="consents">
      ${list.map(
        (consent) => html`<li>
          <strong>${said(consent.kind)}</strong>
          <span class="answer ${consent.viewable ? "yes" : "no"}">${t(consent.viewable ? words.viewable : words.notViewable)}</span>
          <span>${consent.viewableUntil ? html`<strong>${showUntil(consent.viewableUntil)}</strong><br />` : nothing}${said(consent.reason)}</span>
        </li>`,
      )}
    </ul>`;
}
