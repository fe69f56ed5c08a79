/** What may be viewed of a result, until when, and why not. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Consent } from "../flow/shapes";
import { showInstant } from "./dates";
import { fact } from "./parts";
import { ruby } from "./ruby";
import { result as words } from "../words";

export const consents = (all: Consent[]): TemplateResult | typeof nothing =>
  all.length === 0
    ? nothing
    : html`<h2>${ruby(words.consents)}</h2>
        <dl class="facts">${all.map((consent) => fact(consent.kind.messageJa, one(consent)))}</dl>`;

const one = (consent: Consent): TemplateResult => html`<span class="answer ${consent.viewable ? "yes" : "no"}">${ruby(consent.viewable ? words.given : words.notGiven)}</span>
  <span class="support">${consent.reason.messageJa}${consent.viewableUntil ? `（${showInstant(consent.viewableUntil)}まで）` : ""}</span>`;
