/** Names as the system gives them: 「●」 stands where a character cannot be shown. */
import { html, type TemplateResult } from "lit-html";

export const UNSHOWN = "●";

export const hasUnshown = (name: string): boolean => name.includes(UNSHOWN);

/** The name with every ● marked. */
export function markedName(name: string): TemplateResult {
  const parts = name.split(/(●)/).filter((part) => part !== "");
  return html`${parts.map((part) =>
    part === UNSHOWN
      ? html`<mark class="unshown"><span aria-hidden="true">●</span><span class="spoken">（表示できない文字）</span></mark>`
      : part,
  )}`;
}

/** カナ of any width in one. */
export const showKana = (kana: string): string => kana.normalize("NFKC");
