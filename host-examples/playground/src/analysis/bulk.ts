/** A file of any size, read and judged part by part, in memory that does not grow with it. */
import { eligibility, message, type MessageContent, type Problem } from "@onshi/web";
import { attempt } from "./attempt";
import { nameOf, type Asked, type DocumentHead, type Meaning, type Report } from "./question";
import { Tally } from "./tally";

const PIECE = 256 << 10;

/** Notes that are shown of a file. */
const NOTES = 200;

export interface ByParts {
  head: DocumentHead | null;
  /** What of the content came first, with the header. */
  first: MessageContent | null;
  problems: Problem[];
  meaning: Meaning | null;
}

export async function readByParts(asked: Asked, report: Report): Promise<ByParts> {
  const { file, askedOn, at } = asked;
  const tally = new Tally();
  const outcome: ByParts = { head: null, first: null, problems: [], meaning: null };
  let refused: Problem[] | null = null;
  // What is left over of a piece is patients' data: it is held here and nowhere else.
  let progress: string | null = "";
  for (let offset = 0; progress !== null; offset += PIECE) {
    // A piece without bytes is the end.
    const piece = new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer());
    const held: string = progress;
    const read = attempt(() => message.readPart(held, piece, nameOf(asked)));
    if ("problems" in read) return { ...outcome, problems: [...outcome.problems, ...read.problems] };
    const { content, ...head } = read.value.document;
    progress = read.value.progress;
    outcome.head = head;
    outcome.first ??= content;
    outcome.problems.push(...head.notes.slice(0, NOTES - outcome.problems.length));
    const judged = attempt(() => eligibility.judgeUnits(head.interfaceId, content, askedOn, at));
    if ("value" in judged) tally.add(judged.value, content);
    else if (tally.persons > 0) outcome.problems.push(...judged.problems);
    // Before the header has come there is nothing to judge.
    else refused = judged.problems;
    const isWanted = report({ bytes: Math.min(offset + PIECE, file.size), of: file.size, persons: tally.persons });
    if (!isWanted) return outcome;
  }
  const bulk = attempt(() => tally.bulk());
  if ("value" in bulk) outcome.meaning = { kind: "bulk", value: bulk.value };
  else if (refused) outcome.meaning = { kind: "problems", problems: refused };
  return outcome;
}
