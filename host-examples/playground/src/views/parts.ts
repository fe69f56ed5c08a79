/** Small pieces that several views have. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Coded } from "@onshi/web";
import { currentLanguage, said, t, words } from "../words";

export type View = TemplateResult | typeof nothing;

export type Tone = "good" | "bad" | "warn" | "info";

const MARKS: Record<Tone, string> = { good: "✓", bad: "✕", warn: "!", info: "i" };

/** What it comes to, by colour, sign and words. */
export const banner = (tone: Tone, title: string, body: unknown = nothing): View => html`<div class="banner ${tone}">
  <span class="banner-mark" aria-hidden="true">${MARKS[tone]}</span>
  <div class="banner-body">
    <p class="banner-title">${title}</p>
    ${body}
  </div>
</div>`;

export const facts = (rows: [string, unknown][]): View =>
  html`<dl class="facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;

export const sentences = (list: Coded[]): View =>
  list.length === 0 ? nothing : html`<ul class="list">${list.map((it) => html`<li>${said(it)}</li>`)}</ul>`;

export const code = (text: string): View => html`<code class="code">${text}</code>`;

/** A text with the characters marked that the system does not have. */
export function marked(text: string): View {
  const pieces = text.split("●");
  return html`${pieces.map((piece, index) => (index === 0 ? piece : html`<mark class="unshown">●</mark>${piece}`))}`;
}

/** A name and its kana, never one without the other. */
export const person = (name: string, kana: string): View => html`<span class="person-name">${marked(name)}</span>
  <span class="kana">（${marked(kana === "" ? t(words.notStated) : kana)}）</span>`;

export const hasUnshown = (text: string): boolean => text.includes("●");

/** What scrolls sideways can be reached and scrolled by keyboard. */
export const scrolling = (label: string, body: unknown): View =>
  html`<div class="scrolling" role="region" aria-label=${label} tabindex="0">${body}</div>`;

/** To where the result stands, for whoever pressed what is no longer there. */
export const toResult = (): void => document.getElementById("result")?.focus();

/** Several remarks in a row. */
export function together(remarks: string[]): string {
  const [end, between] = currentLanguage() === "ja" ? [/。$/, "。"] : [/\.$/, ". "];
  return remarks.map((remark) => remark.replace(end, "")).join(between);
}

/** Several things in a row. */
export const listed = (things: string[]): string => things.join(currentLanguage() === "ja" ? "、" : ", ");
