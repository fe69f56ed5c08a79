/** What a content means. Which question it answers, the core knows: it refuses the others. */
import { eligibility, medicalInformation, type MessageContent } from "@onshi/web";
import { attempt } from "./attempt";
import { Tally } from "./tally";
import { people } from "./people";
import type { Asked, Bulk, Meaning } from "./question";

/** The core says that the content answers another question, or none. */
const OTHERWISE = ["eligibility.another-result", "eligibility.not-a-result", "medical-information.not-a-result"];

export function meaningOf(interfaceId: string | null, content: MessageContent, { askedOn, at }: Asked): Meaning | null {
  const questions: (() => Meaning)[] = [
    () => ({ kind: "judgement", value: eligibility.judge(content, at), people: people(content) }),
    () => ({ kind: "bulk", value: ofUnits(eligibility.judgeUnits(interfaceId, content, askedOn, at), content) }),
    () => ({ kind: "registrations", value: eligibility.readRegistrations(content) }),
    () => ({ kind: "summary", value: medicalInformation.summarize(content) }),
  ];
  for (const question of questions) {
    const answer = attempt(question);
    if ("value" in answer) return answer.value;
    if (!answer.problems.some(({ code }) => OTHERWISE.includes(code))) {
      return { kind: "problems", problems: answer.problems };
    }
  }
  return null;
}

function ofUnits(judged: eligibility.BulkJudgement, content: MessageContent): Bulk {
  const tally = new Tally();
  tally.add(judged, content);
  return tally.bulk();
}
