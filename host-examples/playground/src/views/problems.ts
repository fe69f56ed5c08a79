/** What is wrong or worth knowing, with its place. */
import { html, nothing } from "lit-html";
import type { Problem } from "@onshi/web";
import { said, t, words } from "../words";
import { code, type View } from "./parts";

/** `go` leads to the line in the source, where there is one. */
export function problemList(problems: Problem[], title = words.problems, go?: (line: number) => void): View {
  if (problems.length === 0) return nothing;
  return html`<h4>${t(title)}</h4>
    <ul class="problems">${problems.map((problem) => one(problem, go))}</ul>`;
}

function one(problem: Problem, go?: (line: number) => void): View {
  const { severity, place } = problem;
  return html`<li class="problem ${severity}">
    <p><span class="severity">${t(words.severity[severity])}</span> ${said(problem)} ${code(problem.code)}</p>
    ${place.path ? html`<p class="support">${code(place.path)}</p>` : nothing}
    ${place.line === undefined ? nothing : where(place.line, place.column, go)}
  </li>`;
}

function where(line: number, column: number | undefined, go?: (line: number) => void): View {
  const text = t(words.place(line, column));
  if (!go) return html`<p class="support">${text}</p>`;
  return html`<p><button type="button" class="button text" @click=${() => go(line)}>${text} — ${t(words.showSource)}</button></p>`;
}
