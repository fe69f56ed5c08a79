/** A bulk result: how many are in which state, and person by person. */
import { html, nothing } from "lit-html";
import type { App } from "../app";
import type { Bulk, Unit } from "../analysis/question";
import { said, t, words } from "../words";
import { shareText } from "./eligibility";
import { nextSteps, staffMessages, toneOf } from "./judgement";
import { banner, facts, person, scrolling, sentences, type View } from "./parts";
import { problemList } from "./problems";

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
    ${scrolling(
      title,
      html`<table>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">${t(words.bulk.identifier)}</th>
            <th scope="col">${t(words.bulk.who)}</th>
            <th scope="col">${t(words.bulk.state)}</th>
            <th scope="col">${t(words.bulk.share)}</th>
          </tr>
        </thead>
        <tbody>${shown.map(row)}</tbody>
      </table>`,
    )}
    ${shown.length < of ? html`<p class="support">${t(words.bulk.shown(shown.length, of))}</p>` : nothing}
    ${shown.length < units.length ? html`<p><button type="button" class="button outline" @click=${more}>${t(words.more)}</button></p>` : nothing}`;
}

function row({ number, unit, people }: Unit): View {
  const { state, reasons, messages, eligibilities, notes } = unit.judgement;
  return html`<tr>
    <td class="digits">${number}</td>
    <td class="digits">${unit.arbitraryIdentifier ?? "—"}</td>
    <td>${people.length === 0 ? "—" : people.map(({ name, kana }) => html`<div>${person(name, kana)}</div>`)}</td>
    <td>
      <span class="answer ${toneOf(state.code) === "good" ? "yes" : "no"}">${said(state)}</span>
      ${toneOf(state.code) === "good" ? nothing : sentences([...reasons, ...unit.remarks])}
      ${messages.map(({ text, code }) => html`<p class="support" lang="ja">${text} ${code}</p>`)}
      ${notes.map((note) => html`<p class="support">${said(note)}</p>`)}
    </td>
    <td class="digits">${eligibilities.map((one) => html`<div>${one.share.percent === null && one.share.alternatives.length === 0 ? "—" : shareText(one.share)}</div>`)}</td>
  </tr>`;
}
