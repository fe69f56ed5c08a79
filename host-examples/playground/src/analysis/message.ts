/** A message: what it is, its elements, and what it means. */
import { message, reconciliation, type MessageContent } from "@onshi/web";
import { attempt } from "./attempt";
import { readByParts } from "./bulk";
import { meaningOf } from "./meaning";
import { NOTHING, nameOf, type Asked, type Comparison, type MessageAnswer, type Report } from "./question";

/** Larger files are read part by part, and their elements are those of the first part. */
const WHOLE = 4 << 20;

export async function readMessage(asked: Asked, report: Report): Promise<MessageAnswer> {
  const named = attempt(() => message.parseFileName(asked.fileName));
  const file = "value" in named ? named.value : null;
  if (file && isNoMessage(file)) return { ...NOTHING, file };
  if (asked.file.size > WHOLE) return large(asked, file, report);

  const bytes = new Uint8Array(await asked.file.arrayBuffer());
  const read = attempt(() => message.read(bytes, nameOf(asked)));
  if ("problems" in read) return { ...NOTHING, file, problems: read.problems };
  const { content, ...document } = read.value;
  const outline = attempt(() => message.outline(document.interfaceId, content));
  const meaning = meaningOf(document.interfaceId, content, asked);
  // As a file of any size would be; of JSON there are no parts.
  const byParts = meaning?.kind === "bulk" && !isJson(bytes);
  return {
    ...NOTHING,
    document,
    file,
    content,
    lines: "value" in outline ? outline.value : [],
    problems: [...document.notes, ...("problems" in outline ? outline.problems : [])],
    byParts,
    meaning: byParts ? (await readByParts(asked, report)).meaning : meaning,
    comparison: meaning?.kind === "judgement" ? comparison(asked, content) : null,
  };
}

/** A PDF and the like is passed on as it is. */
function isNoMessage({ extension }: message.FileName): boolean {
  return !["xml", "json", "err", ""].includes(extension.toLowerCase());
}

function comparison({ chart, at }: Asked, content: MessageContent): Comparison | null {
  return chart === null ? null : attempt(() => reconciliation.compare(content, chart, at));
}

async function large(asked: Asked, file: message.FileName | null, report: Report): Promise<MessageAnswer> {
  const { head, first, problems, meaning } = await readByParts(asked, report);
  const outline = first ? attempt(() => message.outline(head?.interfaceId ?? null, first)) : { value: [] };
  const lines = "value" in outline ? outline.value : [];
  return { ...NOTHING, document: head, file, lines, partial: true, byParts: true, problems, meaning };
}

/** As the SDK tells it. */
const isJson = (bytes: Uint8Array): boolean => bytes[0] === "{".charCodeAt(0);
