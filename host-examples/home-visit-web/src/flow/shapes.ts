/** What this page reads of the core's answers (wit/reception.wit, wit/eligibility.wit). */

/** A stable code with a sentence in each language. */
export interface Coded {
  code: string;
  message: string;
  messageJa: string;
}

/** A code of the protocol's tables with what it is known to mean. */
export interface CodeValue {
  code: string;
  meaning?: string | null;
  meaningJa?: string | null;
}

/** A question only the holder of a card can answer. */
export interface Challenge {
  nonce: string;
  audience: string;
  issuedAt: string;
  expiresAt: string;
}

export interface Choice {
  id: string;
  message: string;
  messageJa: string;
}

/** One thing the core asks its host to do. */
export interface Action {
  kind: string;
  audience?: string | null;
  text?: Coded | null;
  question?: string | null;
  options: Choice[];
  fileName?: string | null;
  bytes?: Uint8Array | null;
  interfaceId?: string | null;
  judgedBy?: string | null;
  judgement?: unknown;
  content?: unknown;
}

export interface Outcome {
  kind: string;
  state?: Coded | null;
  reasons: Coded[];
  nextSteps: Coded[];
  offers: Coded[];
}

/** Where a flow stands after an event. */
export interface Step {
  flow: string;
  phase: Coded;
  state: string;
  actions: Action[];
  until?: string | null;
  outcome?: Outcome | null;
}

/** A certificate's verdict. */
export interface Verdict {
  state: string;
  at: string;
  chain: { sha256: string; notAfter: string; label: string }[];
  findings: Finding[];
}

export interface Finding extends Coded {
  outcome: "passed" | "failed" | "not-checked" | "noted";
}

export interface Validity {
  from?: string | null;
  to?: string | null;
  inForce: boolean;
  reason: Coded;
}

/** One eligibility of a judgement. */
export interface Eligibility {
  state: Coded;
  reasons: Coded[];
  kind: Coded;
  period: { validFrom?: string | null; validTo?: string | null; disqualificationDate?: string | null };
  share: { percent?: number | null; source: Coded; alternatives: ArrayLike<number>; remarks: Coded[] };
  limitCertificate?: { classification?: CodeValue | null; class?: CodeValue | null; validity: Validity } | null;
  specificDiseases: { category?: CodeValue | null; validity: Validity; selfPayYen?: number | null }[];
  consents: Consent[];
  remarks: Coded[];
}

export interface Consent {
  kind: Coded;
  consented?: CodeValue | null;
  consentedAt?: string | null;
  viewableUntil?: string | null;
  viewable: boolean;
  reason: Coded;
}

/** What a result means of one person. */
export interface Judgement {
  at: string;
  confirmedFor?: string | null;
  state: Coded;
  reasons: Coded[];
  assurance: Coded;
  eligibilities: Eligibility[];
  messages: { code?: string | null; text?: string | null }[];
  nextSteps: Coded[];
}

/** Of a bulk result: one unit for each person. */
export interface BulkJudgement {
  state: Coded;
  units: { judgement: Judgement; remarks: Coded[] }[];
}
