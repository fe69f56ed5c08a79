/** What screens are made of, after デジタル庁デザインシステム. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Coded } from "../flow/shapes";
import { ruby } from "./ruby";

type Content = TemplateResult | string | typeof nothing | (TemplateResult | string | typeof nothing)[];

/** One screen: a question or an answer, and what may be done about it. */
export interface Screen {
  title: string;
  body: Content;
  /** The main actions, within reach of a thumb: secondary first, primary last. */
  actions?: Content;
  /** Which of the steps of a registration it is, from 1. */
  step?: number;
  back?: (() => void) | undefined;
}

export const fill = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="button fill" @click=${act}>${ruby(text)}</button>`;
export const outline = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="button outline" @click=${act}>${ruby(text)}</button>`;
export const quiet = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="button quiet" @click=${act}>${ruby(text)}</button>`;

/** A choice among equals: a headline and what it means. */
export const option = (headline: string, support: Content, act: () => void): TemplateResult =>
  html`<li>
    <button type="button" class="option" @click=${act}>
      <span class="option-head">${ruby(headline)}</span>
      ${support === nothing || support === "" ? nothing : html`<span class="option-support">${support}</span>`}
    </button>
  </li>`;

export type Tone = "success" | "error" | "warning" | "info";
const SIGNS: Record<Tone, [string, string]> = {
  success: ["✓", "できました"],
  error: ["！", "できませんでした"],
  warning: ["⚠", "ご注意"],
  info: ["i", "お知らせ"],
};

export const banner = (tone: Tone, heading: string, body: Content = nothing): TemplateResult => {
  const [sign, spoken] = SIGNS[tone];
  return html`<section class="banner ${tone}">
    <p class="banner-head"><span class="sign" role="img" aria-label=${spoken}>${sign}</span><span>${ruby(heading)}</span></p>
    ${body === nothing ? nothing : html`<div class="banner-body">${body}</div>`}
  </section>`;
};

export const paragraph = (text: string): TemplateResult => html`<p>${ruby(text)}</p>`;
export const list = (texts: string[]): TemplateResult =>
  html`<ul class="list">${texts.map((text) => html`<li>${ruby(text)}</li>`)}</ul>`;
export const numbered = (texts: string[]): TemplateResult =>
  html`<ol class="list">${texts.map((text) => html`<li>${ruby(text)}</li>`)}</ol>`;
export const more = (summary: string, body: Content, open = false): TemplateResult =>
  html`<details ?open=${open}><summary>${ruby(summary)}</summary><div class="details-body">${body}</div></details>`;

/** Lawful ways on, the most promising first, as the core or the server gives them. */
export const ways = (next: Coded[]): TemplateResult | typeof nothing =>
  next.length === 0
    ? nothing
    : html`<h2>${ruby("つぎに できること")}</h2>
        <ol class="ways">${next.map(({ messageJa }) => html`<li>${messageJa}</li>`)}</ol>`;

export const fact = (term: string, value: Content): TemplateResult =>
  html`<div class="fact"><dt>${ruby(term)}</dt><dd>${value}</dd></div>`;

/** A code for the call centre: small, and there. */
export const codeLine = (code: string): TemplateResult => html`<p class="code">コード：${code}</p>`;
