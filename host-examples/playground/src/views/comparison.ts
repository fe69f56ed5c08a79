/** A result beside the chart, field by field. */
import { html, nothing } from "lit-html";
import type { reconciliation } from "@onshi/web";
import type { Comparison } from "../analysis/question";
import { said, t, words } from "../words";
import { banner, facts, listed, type Tone, type View } from "./parts";
import { problemList } from "./problems";
import { table } from "./table";

const ANSWERS: Record<Tone, string> = { good: "yes", bad: "no", warn: "maybe", info: "maybe" };

const EQUAL = ["grade.same", "grade.equal-after-normalization"];

const toneOf = ({ grade, claimRelevant }: Pick<reconciliation.ComparedField, "grade" | "claimRelevant">): Tone => {
  if (EQUAL.includes(grade.code)) return "good";
  return grade.code === "grade.differs" && claimRelevant ? "bad" : "warn";
};

export function comparison(of: Comparison | null): View {
  if (!of) return nothing;
  const title = html`<h3>${t(words.comparison)}</h3>`;
  if ("problems" in of) return html`${title}${problemList(of.problems)}`;
  const { grade, results, best, notes } = of.value;
  return html`${title}
    ${banner(toneOf({ grade, claimRelevant: true }), `${t(words.comparisonGrade)}: ${said(grade)}`)}
    <p class="support">${t(words.comparisonNote)}</p>
    ${results.map((result, index) => (results.length === 1 || index === best ? fields(result) : facts([[said(result.kind), said(result.grade)]])))}
    ${problemList(notes)}`;
}

const fields = ({ fields: list }: reconciliation.ComparedResult): View =>
  table(
    t(words.comparison),
    [t(words.field), t(words.grade), t(words.advice)],
    list.map((field) => ({
      cells: [
        html`<strong>${said(field.field)}</strong>`,
        html`<span class="answer ${ANSWERS[toneOf(field)]}">${said(field.grade)}</span>${field.how.length === 0 ? nothing : html`<div class="support">${listed(field.how.map(said))}</div>`}`,
        field.advice.code === "advice.nothing" ? "—" : said(field.advice),
      ],
    })),
  );
