/** A bulk result: how many are in which state, and person by person. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Bulk, Unit } from "../analysis/question";
import { said, t, words } from "../words";
import { eligibilityCard, shareText } from "./eligibility";
import { nextSteps, staffMessages, toneOf } from "./judgement";
import { banner, facts, person, sentences, type View } from "./parts";
import { problemList } from "./problems";
import { table, type Row } from "./table";

/** Rows that are shown at first. */
const ROWS = 25;

export function bulk(app: App, of: Bulk): View {
  const { whole, states, attention, first, persons } = of;
  return html`
    ${banner(whole.state.code === "answered" ? "good" : "warn", said(whole.state), sentences([...whole.reasons, ...whole.remarks]))}
    ${staffMessages(whole.messages)}
    <h4>${t(words.bulk.states)}</h4>
    <ul class="states">
      ${states.map(({ state, count }) => html`<li class="state ${toneOf(state.code)}"><strong class="count">${count.toLocaleString()}${t(words.bulk.person)}</strong> ${said(state)}</li>`)}
    </ul>
    ${stated(of)}
    ${attention.length === 0 ? html`<p>${t(words.bulk.noneAttention)}</p>` : rows(app, "attention", t(words.bulk.attention), attention, persons - settled(of))}
    ${rows(app, "everybody", t(words.bulk.everybody), first, persons)}
    <p class="support">${t(words.bulk.parts(of.parts))}</p>
    ${nextSteps(whole.nextSteps)}
    ${problemList(whole.notes)}
  `;
}

const settled = ({ states }: Bulk): number => states.find(({ state }) => state.code === "eligible")?.count ?? 0;

function stated({ whole, persons }: Bulk): View {
  if (whole.statedResults === null) return nothing;
  const differs = whole.statedResults !== persons;
  return facts([[t(words.bulk.stated), html`${whole.statedResults.toLocaleString()}${differs ? html` <strong class="bad-text">${t(words.bulk.mismatch)}</strong>` : nothing}`]]);
}

function rows(app: App, key: string, title: string, units: Unit[], of: number): View {
  const shown = units.slice(0, ROWS + (app.shown[key] ?? 0));
  const more = () => {
    app.shown[key] = (app.shown[key] ?? 0) + ROWS;
    app.changed();
  };
  return html`<h4>${title}</h4>
    ${table(title, ["#", t(words.bulk.identifier), t(words.bulk.who), t(words.bulk.state), t(words.bulk.share)], shown.map(row))}
    ${shown.length < of ? html`<p class="support">${t(words.bulk.shown(shown.length, of))}</p>` : nothing}
    ${shown.length < units.length ? html`<p><button type="button" class="button outline" @click=${more}>${t(words.more)}</button></p>` : nothing}`;
}

function row({ number, unit, people }: Unit): Row {
  const { state, eligibilities } = unit.judgement;
  const isGood = toneOf(state.code) === "good";
  const names = people.map(({ name, kana }) => html`<div>${person(name, kana)}</div>`);
  const shares = eligibilities.map(({ share }) => html`<div>${shareText(share)}</div>`);
  return {
    cells: [
      number,
      unit.arbitraryIdentifier ?? "—",
      names.length === 0 ? "—" : names,
      html`<span class="answer ${isGood ? "yes" : "no"}">${said(state)}</span>${isGood ? nothing : why(unit)}`,
      shares.length === 0 ? "—" : shares,
    ],
    ...(eligibilities.length === 0 ? {} : { below: details(number, unit, people) }),
  };
}

const why = ({ judgement, remarks }: Unit["unit"]): View => html`${sentences([...judgement.reasons, ...remarks])}
  ${judgement.messages.map(({ text, code }) => html`<p class="support" lang="ja">${text} ${code}</p>`)}
  ${judgement.notes.map((note) => html`<p class="support">${said(note)}</p>`)}`;

function details(number: number, { judgement }: Unit["unit"], people: Unit["people"]): View {
  return html`<details>
    <summary>${t(words.details)}<span class="spoken">: ${number}</span></summary>
    ${judgement.eligibilities.map((one, index) => eligibilityCard(one, people[index] ?? { name: "", kana: "" }))}
  </details>`;
}
