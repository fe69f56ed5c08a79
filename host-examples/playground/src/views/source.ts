/** The source text with its line numbers, and the places of problems in it. */
import { html, nothing } from "lit-html";
import type { Problem } from "@onshi/web";
import type { SourceLine, Source } from "../inputs/source";
import { said, t, words } from "../words";
import { scrolling, type View } from "./parts";

/** Longer lines are shown around their problem. */
const WIDTH = 2000;

export function source(of: Source | null, problems: Problem[]): View {
  if (!of || of.lines.length === 0) return html`<p>${t(words.source.none)}</p>`;
  const at = byLine(problems);
  return html`
    ${of.isWhole ? nothing : html`<p class="support">${t(words.source.large)}</p>`}
    ${scrolling(
      t(words.source.label),
      html`<ol class="source">${of.lines.map((line) => row(line, at.get(line.number) ?? []))}</ol>`,
    )}
  `;
}

export const lineId = (line: number): string => `line-${line}`;

function row({ number, text }: SourceLine, problems: Problem[]): View {
  const columns = problems.flatMap(({ place }) => (place.column === undefined ? [] : [place.column]));
  return html`<li id=${lineId(number)} class=${problems.length > 0 ? "line problem-line" : "line"} tabindex=${problems.length > 0 ? "-1" : nothing}>
    <span class="line-number" aria-hidden="true">${number}</span><span class="line-text">${withMarks(text, columns)}</span>
    ${problems.map((problem) => html`<p class="line-problem ${problem.severity}"><span class="severity">${t(words.severity[problem.severity])}</span> ${t(words.place(number, problem.place.column))}: ${said(problem)}</p>`)}
  </li>`;
}

/** Columns are characters, not UTF-16 units. */
function withMarks(text: string, columns: number[]): View {
  const first = columns[0];
  if (text.length > WIDTH && first === undefined) return html`${text.slice(0, WIDTH)}…`;
  const characters = Array.from(text);
  const from = text.length > WIDTH && first !== undefined ? Math.max(0, first - WIDTH / 2) : 0;
  const to = text.length > WIDTH ? from + WIDTH : characters.length;
  const pieces: View[] = [];
  let start = from;
  for (const column of [...new Set(columns)].sort((a, b) => a - b)) {
    if (column - 1 < start || column - 1 >= to) continue;
    pieces.push(html`${characters.slice(start, column - 1).join("")}<mark class="here">${characters[column - 1]}</mark>`);
    start = column;
  }
  return html`${from > 0 ? "…" : nothing}${pieces}${characters.slice(start, to).join("")}${to < characters.length ? "…" : nothing}`;
}

function byLine(problems: Problem[]): Map<number, Problem[]> {
  const lines = new Map<number, Problem[]>();
  for (const problem of problems) {
    const { line } = problem.place;
    if (line !== undefined) lines.set(line, [...(lines.get(line) ?? []), problem]);
  }
  return lines;
}

/** Scrolls the text to its first problem, and the page not at all. */
export function toProblem(): void {
  const line = document.querySelector<HTMLElement>(".problem-line");
  const text = line?.closest(".scrolling");
  if (line && text) text.scrollTop = line.offsetTop - text.clientHeight / 3;
}
