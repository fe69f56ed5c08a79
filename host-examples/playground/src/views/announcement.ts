/** What came out, in one sentence for screen readers. */
import type { MessageWork, TrustWork } from "../app";
import { currentLanguage, said, t, words } from "../words";
import { titleOf } from "./identity";
import { together } from "./parts";

const sentences = (parts: string[]): string =>
  parts.length === 0 ? "" : together(parts) + (currentLanguage() === "ja" ? "。" : ".");

export function announcement(work: MessageWork | TrustWork): string {
  return work.kind === "message" ? ofMessage(work) : ofTrust(work);
}

function ofMessage({ answer }: MessageWork): string {
  if (!answer) return "";
  const { meaning, problems } = answer;
  const first = problems[0];
  const what = (() => {
    switch (meaning?.kind) {
      case "judgement":
      case "registrations":
      case "summary":
        return said(meaning.value.state);
      case "bulk":
        return `${meaning.value.persons}${t(words.bulk.person)} ${said(meaning.value.whole.state)}`;
      case "problems":
        return meaning.problems[0] ? said(meaning.problems[0]) : "";
      default:
        return !answer.document && first ? said(first) : "";
    }
  })();
  const { comparison } = answer;
  const beside = comparison && "value" in comparison ? `${t(words.comparisonGrade)}: ${said(comparison.value.grade)}` : "";
  return sentences([titleOf(answer), what, beside].filter((part) => part !== ""));
}

function ofTrust({ verdict }: TrustWork): string {
  if (!verdict) return t(words.trust.noLeaf);
  if ("problems" in verdict) return verdict.problems[0] ? said(verdict.problems[0]) : "";
  const { state, findings } = verdict.value;
  const known = words.trust.states[state];
  // Never "valid" without what that does not cover.
  const telling = findings.filter(({ outcome }) => outcome === "failed" || outcome === "not-checked");
  return sentences([`${t(words.trust.verdict)}: ${known ? t(known) : state}`, ...telling.map(said)]);
}
