/** The code that reads and judges the message on the screen. */
import type { MessageAnswer } from "../analysis/question";

const HEAD = (names: string): string => `import init, { ${names} } from "@onshi/web";\nawait init();\n`;

const text = (value: string): string => JSON.stringify(value);

export function messageCode(answer: MessageAnswer, fileName: string, at: string, chart: string): string {
  const options = fileName === "" ? "" : `, { fileName: ${text(fileName)} }`;
  const { document, meaning } = answer;
  if (document === null && answer.problems.length === 0) {
    return `${HEAD("message")}const name = message.parseFileName(${text(fileName)});\nconsole.log(name.direction, name.suffix);`;
  }
  const isJson = document?.encoding === "JSON";
  const read = isJson
    ? "const content = JSON.parse(await file.text());"
    : `const bytes = new Uint8Array(await file.arrayBuffer());\nconst { content } = message.read(bytes${options});`;
  const of = (name: string) => HEAD(isJson ? name : `message, ${name}`);
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
      return isJson
        ? `${of("eligibility")}${read}\nconst { units } = eligibility.judgeUnits(null, content, ${text(at)});\nfor (const { judgement } of units) console.log(judgement.state.messageJa);`
        : bulkCode(options, at);
    case "registrations":
      return `${of("eligibility")}${read}\nconst { registrations } = eligibility.readRegistrations(content);\nfor (const { referenceNumber, state } of registrations) console.log(referenceNumber, state.messageJa);`;
    case "summary":
      return `${of("medicalInformation")}${read}\nconst summary = medicalInformation.summarize(content);\nconsole.log(summary.state.messageJa);`;
    default:
      return document ? outlineCode(read, isJson, options) : refusedCode(options);
  }
}

const bulkCode = (options: string, at: string): string => `${HEAD("message, eligibility")}let progress = "";
for (let offset = 0; progress !== null; offset += 262144) {
  const piece = new Uint8Array(await file.slice(offset, offset + 262144).arrayBuffer()); // empty at the end
  const part = message.readPart(progress, piece${options});
  const { units } = eligibility.judgeUnits(part.document.interfaceId, part.document.content, ${text(at)});
  for (const { judgement } of units) console.log(judgement.state.messageJa);
  progress = part.progress;
}`;

const outlineCode = (read: string, isJson: boolean, options: string): string =>
  isJson
    ? `${HEAD("message")}${read}\nfor (const line of message.outline(null, content)) console.log(line.path, line.labelJa, line.value);`
    : `${HEAD("message")}const document = message.read(new Uint8Array(await file.arrayBuffer())${options});
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
