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

/** Enough to know oneself by, and no more: the first letter of each part of a name. */
export const maskedName = (name: string): string =>
  showKana(name)
    .split(/\s+/)
    .map((part) => [...part].map((letter, at) => (at === 0 ? letter : MASK)).join(""))
    .join("　");

/** The day of the birth without its year. */
export function maskedBirth(birthdate: string): string {
  const [, month, day] = /^\d{4}-?(\d{2})-?(\d{2})$/.exec(birthdate) ?? [];
  return month === undefined ? "" : `${MASK.repeat(4)}年${Number(month)}月${Number(day)}日`;
}

const MASK = "＊";

/** カナ of any width in one. */
export const showKana = (kana: string): string => kana.normalize("NFKC");
