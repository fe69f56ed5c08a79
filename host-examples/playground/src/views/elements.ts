/** The elements of a message as a tree, each with what is known of it and from where. */
import { html, nothing } from "lit-html";
import type { message } from "@onshi/web";
import type { App } from "../app";
import type { MessageAnswer } from "../analysis/question";
import { explainCode, explainElement, reference } from "../reference";
import { currentLanguage, t, words } from "../words";
import { code, listed, marked, together, type View } from "./parts";

/** Lines that are shown at first, and more at a time. */
const LINES = 400;

interface Node {
  line: message.Line;
  inside: Node[];
}

export function elements(app: App, { lines, document, partial, problems }: MessageAnswer): View {
  if (lines.length === 0) return html`<p>${t(words.elements.none)}</p>`;
  const found = matching(lines, app.filter);
  const shown = found.slice(0, LINES + (app.shown["elements"] ?? 0));
  const more = () => {
    app.shown["elements"] = (app.shown["elements"] ?? 0) + LINES;
    app.changed();
  };
  const filter = (event: Event) => {
    app.filter = (event.target as HTMLInputElement).value;
    app.changed();
  };
  const noted = new Set(problems.map(({ place }) => place.path));
  return html`
    ${partial ? html`<p class="support">${t(words.elements.partial)}</p>` : nothing}
    <p class="field"><label for="filter">${t(words.elements.filter)}</label><input id="filter" type="search" autocomplete="off" .value=${app.filter} @input=${filter} /></p>
    <p class="support">${t(words.elements.found(found.filter(({ value }) => value !== undefined).length))}</p>
    <ul class="elements">${tree(shown).map((node) => item(node, document?.interfaceId ?? null, noted))}</ul>
    ${shown.length < found.length ? html`<p><button type="button" class="button outline" @click=${more}>${t(words.more)}</button></p>` : nothing}
    <p class="support">${t(words.elements.note)} <a href=${reference()} download>messages.${currentLanguage()}.md</a></p>
  `;
}

/** Those with the word in them, and what they stand in. */
function matching(lines: message.Line[], filter: string): message.Line[] {
  const word = filter.trim().toLowerCase();
  if (word === "") return lines;
  const has = ({ path, label, labelJa, value, readingJa }: message.Line) =>
    [name(path), label, labelJa, value, readingJa].some((text) => text?.toLowerCase().includes(word));
  const hits = lines.filter(has).map(({ path }) => path);
  return lines.filter((line) => has(line) || hits.some((hit) => hit.startsWith(`${line.path}/`)));
}

function tree(lines: message.Line[]): Node[] {
  const roots: Node[] = [];
  const open: Node[] = [];
  for (const line of lines) {
    const node = { line, inside: [] };
    open.length = Math.min(open.length, line.depth);
    (open.at(-1)?.inside ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

const name = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function item(node: Node, interfaceId: string | null, noted: Set<string | undefined>): View {
  const { line, inside } = node;
  const label = currentLanguage() === "ja" ? line.labelJa : line.label;
  const isNoted = noted.has(line.path);
  if (line.value === undefined) {
    return html`<li>
      <details open class="group">
        <summary><span class="label">${label}</span> ${code(name(line.path))}</summary>
        <ul>${inside.map((one) => item(one, interfaceId, noted))}</ul>
      </details>
    </li>`;
  }
  const reading = currentLanguage() === "ja" ? line.readingJa : line.reading;
  return html`<li class="element ${isNoted ? "noted" : ""}">
    <div class="element-name"><span class="label">${label}</span> ${code(name(line.path))}</div>
    <div class="element-value"><span class="sent">${marked(line.value)}</span>${reading ? html` <span class="meaning">${reading}</span>` : nothing}${isNoted ? html` <span class="severity">${t(words.problems)}</span>` : nothing}</div>
    <div class="element-source support">${provenance(interfaceId, line)}</div>
  </li>`;
}

function provenance(interfaceId: string | null, { path, value }: message.Line): string {
  const known = interfaceId === null ? null : explainElement(interfaceId, path);
  if (!known) return t(words.elements.unknown);
  const code = value === undefined ? null : explainCode(known, value);
  const meaning = code ? [`${t(words.elements.code)} ${value}: ${listed([code.name, together(code.details)])}`] : [];
  return together([...known.details, ...meaning]);
}
