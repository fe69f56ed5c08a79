/** Which message it is, and why that is known. */
import { html, nothing } from "lit-html";
import type { MessageAnswer } from "../analysis/question";
import { explainInterface } from "../reference";
import { currentLanguage, t, words } from "../words";
import { code, facts, type View } from "./parts";

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
  const explained = id ? explainInterface(id) : null;
  const rows: [string, unknown][] = [];
  if (document) {
    const kind = document.encoding === "JSON" ? t(words.jsonForm) : document.encoding;
    rows.push([t({ ja: "見分けかた", en: "Recognized" }), how(answer)], [t(words.encoding), kind]);
  } else if (file) {
    rows.push([t({ ja: "ファイル名", en: "File name" }), html`${code(`${file.prefix}…`)} ${file.suffix}.${file.extension}`]);
  }
  if (explained) rows.push([t({ ja: "電文について", en: "About it" }), explained.details.join(currentLanguage() === "ja" ? "。" : "; ")]);
  if (explained?.schema) rows.push([t(words.schema), html`<a href=${explained.schema} download=${`${id}.json`}>${id}.json</a>`]);
  return html`<p class="identity">${id ? html`<span class="chip">${id}</span>` : nothing}<span class="identity-name">${titleOf(answer)}</span></p>
    ${isRefused(answer) ? html`<p>${t(words.refusedNote)}</p>` : nothing}
    ${!document && file && answer.problems.length === 0 ? html`<p>${t(words.noMessageNote)}</p>` : nothing}
    ${rows.length > 0 ? facts(rows) : nothing}`;
}

function how({ document, file }: MessageAnswer): unknown {
  const by = document?.recognizedBy ?? "nothing";
  const face = file?.face ? ` — ${t(words.fromFace)}` : "";
  return html`${t(words.recognized[by])}${by === "file-name" && file ? html` ${code(`${file.prefix}${file.direction === "request" ? "req" : "res"}_…`)}` : nothing}${face}`;
}
