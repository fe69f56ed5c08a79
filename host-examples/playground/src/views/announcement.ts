/** What came out, in one sentence for screen readers. */
import type { MessageWork, TrustWork } from "../app";
import { currentLanguage, said, t, words } from "../words";
import { titleOf } from "./identity";

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
  return [titleOf(answer), what].filter((part) => part !== "").join(currentLanguage() === "ja" ? "。" : ". ");
}

function ofTrust({ verdict }: TrustWork): string {
  if (!verdict) return t(words.trust.noLeaf);
  if ("problems" in verdict) return verdict.problems[0] ? said(verdict.problems[0]) : "";
  const state = words.trust.states[verdict.value.state];
  return `${t(words.trust.verdict)}: ${state ? t(state) : verdict.value.state}`;
}
