/** What became of 照会番号 that were to be registered. */
import { html } from "lit-html";
import type { eligibility } from "@onshi/web";
import { said, t, words } from "../words";
import { nextSteps, staffMessages } from "./judgement";
import { banner, sentences, type View } from "./parts";
import { problemList } from "./problems";

export const registrations = (of: eligibility.Registrations): View => html`
  ${banner(of.state.code === "answered" ? "good" : "warn", said(of.state), sentences(of.reasons))}
  ${staffMessages(of.messages)}
  <h4>${t(words.registrations)}</h4>
  <ul class="states">
    ${of.registrations.map(
      (one) => html`<li class="state ${one.state.code === "registered" ? "good" : "bad"}">
        <strong class="digits">${one.referenceNumber ?? t(words.noNumber)}</strong> ${said(one.state)}
        ${sentences(one.reasons)} ${staffMessages(one.messages)}
      </li>`,
    )}
  </ul>
  ${nextSteps(of.nextSteps)} ${problemList(of.notes)}
`;
