/**
 * Texts with readings, `{資格|しかく}を たしかめる`: as people here are used to, or, where
 * やさしい日本語 is switched on, with readings above and spaces between the words.
 */
import { html, type TemplateResult } from "lit-html";

const READING = /^\{([^|{}]+)\|([^|{}]+)\}$/;
const BETWEEN_WORDS = /(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])/g;
const STORED = "easy";

let easy = remembered();

export const isEasy = (): boolean => easy;

/** Switches やさしい日本語 on or off, and remembers it: that is no personal data. */
export function setEasy(on: boolean): void {
  easy = on;
  try {
    localStorage.setItem(STORED, on ? "1" : "0");
  } catch {
    // Then it holds until the page is closed.
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(STORED) === "1";
  } catch {
    return false;
  }
}

export function ruby(text: string): TemplateResult | string {
  if (!easy) return plain(text);
  const parts = text.split(/(\{[^{}]+\})/).filter((part) => part !== "");
  return html`${parts.map((part) => {
    const [, word, reading] = READING.exec(part) ?? [];
    return word === undefined ? part : html`<ruby>${word}<rp>（</rp><rt>${reading}</rt><rp>）</rp></ruby>`;
  })}`;
}

/** The text alone. */
export const plain = (text: string): string =>
  text.replace(/\{([^|{}]+)\|[^|{}]+\}/g, "$1").replace(BETWEEN_WORDS, "");
