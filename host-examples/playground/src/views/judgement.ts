/** What a result means: whether it holds, why, and what to do. */
import { html, nothing } from "lit-html";
import type { eligibility } from "@onshi/web";
import type { Person } from "../analysis/question";
import { meant, said, t, words } from "../words";
import { eligibilityCard } from "./eligibility";
import { showDate } from "./dates";
import { banner, facts, hasUnshown, sentences, type Tone, type View } from "./parts";
import { problemList } from "./problems";

/** The states that are settled, one way or the other; any other wants a look. */
const TONES: Record<string, Tone> = { eligible: "good", "not-eligible": "bad", failed: "bad" };

export const toneOf = (state: string): Tone => TONES[state] ?? "warn";

export function judgement(of: eligibility.Judgement, people: Person[]): View {
  return html`
    ${banner(toneOf(of.state.code), said(of.state), sentences(of.reasons))}
    ${staffMessages(of.messages)}
    ${of.eligibilities.map((one, index) => eligibilityCard(one, people[index] ?? { name: "", kana: "" }))}
    ${people.some(({ name, kana }) => hasUnshown(name + kana)) ? html`<p class="support"><mark class="unshown">●</mark> ${t(words.unshown)}</p>` : nothing}
    ${facts([
      [t(words.assurance), said(of.assurance)],
      ...(of.confirmedFor ? [[t(words.confirmedFor), showDate(of.confirmedFor)] as [string, unknown]] : []),
      ...(of.presumedFor ? [[t(words.presumedFor), showDate(of.presumedFor)] as [string, unknown]] : []),
      ...(of.prescriptionIssue ? [[t(words.prescription), meant(of.prescriptionIssue)] as [string, unknown]] : []),
    ])}
    ${nextSteps(of.nextSteps)}
    ${problemList(of.notes)}
  `;
}

/** The system's own words are shown as they are. */
export function staffMessages(messages: eligibility.StaffMessage[]): View {
  if (messages.length === 0) return nothing;
  return html`<div class="quote">
    <p class="quote-title">${t(words.systemMessage)}</p>
    ${messages.map(({ text, code }) => html`<p lang="ja">${text} ${code ? html`<span class="support">${code}</span>` : nothing}</p>`)}
  </div>`;
}

export function nextSteps(steps: eligibility.Judgement["nextSteps"]): View {
  if (steps.length === 0) return nothing;
  return html`<h4>${t(words.nextSteps)}</h4>
    <ol class="list">${steps.map((step) => html`<li>${said(step)}</li>`)}</ol>`;
}
