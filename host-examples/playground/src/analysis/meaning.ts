/** What a content means. Which question it answers, the core knows: it refuses the others. */
import { eligibility, medicalInformation, type MessageContent } from "@onshi/web";
import { attempt } from "./attempt";
import { Tally } from "./tally";
import { people } from "./people";
import type { Meaning } from "./question";

/** The core says that the content answers another question, or none. */
const OTHERWISE = ["eligibility.another-result", "eligibility.not-a-result", "medical-information.not-a-result"];

export function meaningOf(interfaceId: string | null, content: MessageContent, at: string): Meaning | null {
  const questions: (() => Meaning)[] = [
    () => ({ kind: "judgement", value: eligibility.judge(content, at), people: people(content) }),
    () => ({ kind: "bulk", value: ofUnits(interfaceId, content, at) }),
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

function ofUnits(interfaceId: string | null, content: MessageContent, at: string) {
  const tally = new Tally();
  tally.add(eligibility.judgeUnits(interfaceId, content, at), content);
  return tally.bulk();
}
