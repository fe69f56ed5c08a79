/** The code that reads and judges the message on the screen. */
import type { MessageAnswer } from "../analysis/question";

const HEAD = (names: string): string => `import init, { ${names} } from "@onshi/web";\nawait init();\n`;

const text = (value: string): string => JSON.stringify(value);

export function messageCode(answer: MessageAnswer, fileName: string, at: string, askedOn: string, chart: string): string {
  const options = fileName === "" ? "" : `, { fileName: ${text(fileName)} }`;
  const { document, meaning } = answer;
  if (document === null && answer.problems.length === 0) {
    return `${HEAD("message")}const name = message.parseFileName(${text(fileName)});\nconsole.log(name.direction, name.suffix);`;
  }
  const read = `const bytes = new Uint8Array(await file.arrayBuffer());\nconst { content } = message.read(bytes${options});`;
  const day = askedOn === "" ? "null" : text(askedOn);
  const of = (name: string) => HEAD(`message, ${name}`);
  switch (meaning?.kind) {
    case "judgement":
      return chart.trim() === ""
        ? `${of("eligibility")}${read}\nconst judgement = eligibility.judge(content, ${text(at)});\nconsole.log(judgement.state.messageJa);`
        : `${of("eligibility, reconciliation")}${read}
const judgement = eligibility.judge(content, ${text(at)});
console.log(judgement.state.messageJa);
const chart = ${compact(chart)};
const beside = reconciliation.compare(content, chart, ${text(at)});
console.log(beside.grade.messageJa);`;
    case "bulk":
      return answer.byParts
        ? bulkCode(options, day, at)
        : `${of("eligibility")}${read}\nconst { units } = eligibility.judgeUnits(null, content, ${day}, ${text(at)});\nfor (const { judgement } of units) console.log(judgement.state.messageJa);`;
    case "registrations":
      return `${of("eligibility")}${read}\nconst { registrations } = eligibility.readRegistrations(content);\nfor (const { referenceNumber, state } of registrations) console.log(referenceNumber, state.messageJa);`;
    case "summary":
      return `${of("medicalInformation")}${read}\nconst summary = medicalInformation.summarize(content);\nconsole.log(summary.state.messageJa);`;
    default:
      return document ? outlineCode(options) : refusedCode(options);
  }
}

const bulkCode = (options: string, day: string, at: string): string => `${HEAD("message, eligibility")}let progress = "";
for (let offset = 0; progress !== null; offset += 262144) {
  const piece = new Uint8Array(await file.slice(offset, offset + 262144).arrayBuffer()); // empty at the end
  const part = message.readPart(progress, piece${options});
  const { units } = eligibility.judgeUnits(part.document.interfaceId, part.document.content, ${day}, ${text(at)});
  for (const { judgement } of units) console.log(judgement.state.messageJa);
  progress = part.progress;
}`;

const outlineCode = (options: string): string => `${HEAD("message")}const document = message.read(new Uint8Array(await file.arrayBuffer())${options});
console.log(document.interfaceId, document.interfaceNameJa);
for (const { messageJa, place } of document.notes) console.log(place.line, place.column, messageJa);`;

const refusedCode = (options: string): string => `import init, { message, OnshiError } from "@onshi/web";
await init();
try {
  message.read(new Uint8Array(await file.arrayBuffer())${options});
} catch (problem) {
  if (problem instanceof OnshiError) console.log(problem.place.line, problem.place.column, problem.messageJa);
}`;

/** The chart as one line; what is not JSON is refused before. */
function compact(chart: string): string {
  try {
    return JSON.stringify(JSON.parse(chart));
  } catch {
    return "{}";
  }
}
