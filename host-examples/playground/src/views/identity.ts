/** Which message it is, and why that is known. */
import { html, nothing } from "lit-html";
import type { MessageAnswer } from "../analysis/question";
import { explainInterface } from "../reference";
import { currentLanguage, t, words } from "../words";
import { code, facts, together, type View } from "./parts";

const isRefused = ({ file }: MessageAnswer): boolean =>
  file?.direction === "request" && file.extension.toLowerCase() === "err";

export function titleOf(answer: MessageAnswer): string {
  const { document } = answer;
  if (isRefused(answer)) return t(words.refusedRequest);
  if (!document) return t(answer.file && answer.problems.length === 0 ? words.noMessage : words.unreadable);
  const name = currentLanguage() === "ja" ? document.interfaceNameJa : document.interfaceName;
  return name ?? (document.interfaceId && explainInterface(document.interfaceId)?.name) ?? t(words.unknownMessage);
}

export function identity(answer: MessageAnswer): View {
  const { document, file } = answer;
  const id = document?.interfaceId ?? file?.interfaceId ?? null;
  const isOther = !document && file !== null && answer.problems.length === 0;
  return html`<div class="identity">
      ${id ? html`<span class="chip">${id}</span>` : nothing}
      <h3 class="identity-name">${titleOf(answer)}</h3>
    </div>
    <p id="recognized">${document ? how(answer) : file ? html`${code(`${file.prefix}…`)} ${file.suffix}.${file.extension}` : nothing}</p>
    ${isRefused(answer) ? html`<p>${t(words.refusedNote)}</p>` : nothing} ${isOther ? html`<p>${t(words.noMessageNote)}</p>` : nothing}
    ${id ? about(id) : nothing}`;
}

/** By what it was told, and how it is written. */
function how({ document, file }: MessageAnswer): unknown {
  const by = document?.recognizedBy ?? "nothing";
  const isByName = by === "file-name" && file;
  return html`${t(words.recognized[by])}${isByName ? html` ${code(`${file.prefix}${file.direction === "request" ? "req" : "res"}_…`)}` : nothing}${file?.face ? ` — ${t(words.fromFace)}` : nothing}
    <span class="support">${t(words.encoding)} ${document?.encoding}</span>`;
}

/** What is known of the interface, and from where. */
function about(id: string): View {
  const known = explainInterface(id);
  if (!known) return nothing;
  return html`<details>
    <summary>${t(words.about)}</summary>
    ${facts([
      [id, together(known.details)],
      ...(known.schema ? [[t(words.schema), html`<a href=${known.schema} download=${`${id}.json`}>${id}.json</a>`] as [string, unknown]] : []),
    ])}
  </details>`;
}
