/** A message: what it is, how it is judged, and its views. */
import { html, nothing } from "lit-html";
import type { App, MessageWork } from "../app";
import type { Meaning, MessageAnswer } from "../analysis/question";
import { messageCode } from "../code/message";
import { t, words } from "../words";
import { bulk } from "./bulk";
import { comparison } from "./comparison";
import { elements } from "./elements";
import { identity } from "./identity";
import { judgement } from "./judgement";
import { medical } from "./medical";
import { messageOptions } from "./message-options";
import { banner, type View } from "./parts";
import { problemList } from "./problems";
import { registrations } from "./registrations";
import { lineId, source, toProblem } from "./source";
import { tabs } from "./tabs";
import { json, snippet } from "./text";

export function messageView(app: App, work: MessageWork): View {
  const { answer } = work;
  if (!answer) return nothing;
  const { document, content, meaning, problems } = answer;
  const list = [
    { id: "meaning", name: t(words.tabs.meaning), body: () => meaningView(app, answer) },
    { id: "elements", name: t(words.tabs.elements), body: () => elements(app, answer) },
    { id: "source", name: t(words.tabs.source), body: () => source(work.source, problems), shown: toProblem },
    { id: "json", name: t(words.tabs.json), body: () => json(app, { document: document && content ? { ...document, content } : document, meaning: plain(meaning), comparison: answer.comparison ?? undefined, problems: document ? undefined : problems }) },
  ];
  return html`
    ${identity(answer)} ${messageOptions(app, work, answer)} ${tabs(app, list)}
    ${snippet(app, messageCode(answer, work.fileName, app.zonedAt, app.askedOn, app.chart ? app.chartText : ""), t(words.codeNote))}
  `;
}

/** As the SDK answered; of a bulk result, with the persons that are shown. */
function plain(meaning: Meaning | null): unknown {
  if (!meaning) return undefined;
  switch (meaning.kind) {
    case "problems":
      return meaning.problems;
    case "bulk":
      return { ...meaning.value.whole, units: meaning.value.first.map(({ unit }) => unit) };
    default:
      return meaning.value;
  }
}

function meaningView(app: App, answer: MessageAnswer): View {
  const { document: read, problems } = answer;
  const go = (line: number) => {
    app.show("source");
    requestAnimationFrame(() => document.getElementById(lineId(line))?.focus());
  };
  const isFailed = !read && problems.length > 0;
  return html`
    ${isFailed ? banner("bad", t(words.unreadable)) : nothing}
    ${answer.meaning ? ofKind(app, answer.meaning) : read ? html`<p>${t(words.noMeaning)}</p>` : nothing}
    ${comparison(answer.comparison)}
    ${problemList(problems, isFailed ? words.problemsWhy : words.problems, go)}
  `;
}

function ofKind(app: App, meaning: Meaning): View {
  switch (meaning.kind) {
    case "judgement":
      return judgement(meaning.value, meaning.people);
    case "bulk":
      return bulk(app, meaning.value);
    case "registrations":
      return registrations(meaning.value);
    case "summary":
      return medical(meaning.value);
    case "problems":
      return problemList(meaning.problems);
  }
}
