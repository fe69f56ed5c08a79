/** The core's own types, under the names this page uses. */
import type { certificate, eligibility, KeptChallenge, reception } from "@onshi/web";

export type { Coded, CodeValue } from "@onshi/web";
export type Challenge = KeptChallenge;
export type Verdict = certificate.Verdict;
export type Step = reception.Step;
export type Action = reception.Action;
export type Outcome = reception.Outcome;
export type Judgement = eligibility.Judgement;
export type BulkJudgement = eligibility.BulkJudgement;
export type Eligibility = eligibility.Eligibility;
export type Consent = eligibility.Consent;
