// What the contract (wit/) passes as JSON text because it grows: objects whose members
// may be absent unless they are said to be required. A member nobody knows is refused, so
// that a slip of the pen is not taken for a choice.

/** Bytes in: an array of them, or base64 where they stand inside an object. */
export type Octets = Uint8Array | ArrayBuffer | string;

/** Bytes out. */
export type Bytes = ReturnType<Uint8ArrayConstructor["from"]>;

/** A message of which the interface is not known by its type. */
export interface MessageContent {
  XmlMsg: object;
}

/** How much a message may ask for. Each number has an ample default. */
export interface MessageLimits {
  /** Bytes of a whole message (33554432). */
  bytes?: number;
  /** Levels (32, at most 50). */
  depth?: number;
  /** Elements (1000000). */
  elements?: number;
  /** Bytes of UTF-8 in one element (1048576). */
  text?: number;
  /** Attributes (1000). */
  attributes?: number;
  /** Notes and warnings that are listed (1000). */
  notes?: number;
  /** Bytes held back between two pieces of `message.readPart` (4194304). */
  part?: number;
}

/**
 * The layout of an interface whose layout is not public, in the form of the SDK's own
 * layout files (sdk/layouts/README.md, "Supplying a layout").
 */
export interface SuppliedLayout {
  /** Such as `OQS-IF-039`. */
  interface: string;
  /** Required where the interface is not one the SDK knows by name. */
  direction?: "request" | "result";
  /** What its files' names begin with. */
  prefix?: string;
  /** What it is called in Japanese. */
  ja?: string;
  /** What it is called in English. */
  en?: string;
  /** Code tables of its own. */
  tables?: SuppliedTable[];
  /** `MessageHeader` and `MessageBody`. */
  elements: SuppliedElement[];
}

/** A code table of a supplied layout. */
export interface SuppliedTable {
  table: string;
  ja: string;
  en: string;
  codes: { code: string; ja: string; en: string; given?: string }[];
}

/** An element of a supplied layout. */
export interface SuppliedElement {
  /** Its name on the wire. */
  name: string;
  ja: string;
  en: string;
  type:
    | "group"
    | "list"
    | "text"
    | "date"
    | "month"
    | "date-time"
    | "code"
    | "insurer-number"
    | "institution-code"
    | "branch-number"
    | "integer"
    | "percent";
  /** Of a `code`: the table's id. */
  table?: string;
  occurs: "1" | "0..1" | "0..n";
  length?: { max?: number };
  /** Of a `group` or `list`. */
  elements?: SuppliedElement[];
}

/** How a message is to be read. */
export interface ReadOptions {
  /** How the file is called, which settles the interface. */
  fileName?: string;
  /** `OQS-IF-002` or `eligibility-result`, where the caller knows better. */
  interface?: string;
  layouts?: SuppliedLayout[];
  limits?: MessageLimits;
}

/** How a message is to be built. */
export interface BuildOptions {
  /**
   * Required: what makes the file's name unique, 1 to 64 half-width letters, digits,
   * `-` or `_`, such as the date and a number of four digits.
   */
  suffix: string;
  /** A character that Shift_JIS does not have is a problem, never replaced. */
  encoding?: "utf-8" | "shift-jis";
  /** What stands before an insurer number of six digits. */
  padding?: "spaces" | "zeros";
  /** Codes of problems to accept; they become warnings in `notes`. */
  overrides?: string[];
  layouts?: SuppliedLayout[];
  limits?: MessageLimits;
}

/** What this computer asked, to find out which of it a file answers. */
export interface AskedRequest {
  fileName: string;
  arbitraryFileIdentifier?: string;
  receptionNumber?: string;
  /** Passed over: the file name says it. */
  interfaceId?: string;
  /** Its answer has been processed. */
  answered?: boolean;
  /** Nobody waits for it any more. */
  givenUp?: boolean;
}

/** The flows of a reception. */
export type FlowName =
  | "by-number"
  | "face-reader"
  | "own-reader"
  | "bulk"
  | "reference-number"
  | "medical-information"
  | "home-visit"
  | "home-visit-pharmacy"
  | "online-care"
  | "online-pharmacy"
  | "medical-aid"
  | "limited";

/** A patient as a document, or the chart, has them. */
export interface Insured {
  /** 保険者番号. */
  insurerNumber: string;
  /** 記号. */
  symbol?: string;
  /** 番号. */
  number: string;
  /** 枝番. */
  branch?: string;
  /** 生年月日, `YYYY-MM-DD` or `YYYYMMDD`. */
  birthdate?: string;
  /** Whether 限度額 information may be given; absent where nobody asked yet. */
  limitConsent?: "0" | "1";
  /** `ArbitraryIdentifier`: the caller's own key. */
  identifier?: string;
  /** 照会番号. */
  referenceNumber?: string;
}

/** A challenge as `certificate.issueChallenge` gave it, also after a way as JSON. */
export interface KeptChallenge {
  nonce: Octets;
  audience: string;
  issuedAt: string;
  expiresAt: string;
}

/** How long a flow waits for what. */
export interface FlowTimes {
  /** For the answer to a request (60). */
  answerSeconds?: number;
  /** For the patient at the reader (600). */
  readerSeconds?: number;
  /** How far the times of a reader's result may lie from its reception (600). */
  faceSeconds?: number;
  /** For a person to answer a question (3600). */
  questionSeconds?: number;
  /** Before a bulk result is asked for first, doubled each time (60). */
  pollSeconds?: number;
  /** At most, however often it was doubled (3600). */
  pollMostSeconds?: number;
  /** Before a bulk result is given up (604800). */
  collectSeconds?: number;
}

/** What is known when a flow begins. Which members it needs, `reception.begin` says. */
export interface Situation {
  /** Required: 医療機関コード, 10 digits. */
  institution: string;
  /**
   * Required where something is asked, as in `BuildOptions`. Further requests of the flow
   * have `-2`, `-3` and so on behind it.
   */
  suffix?: string;
  encoding?: "utf-8" | "shift-jis";
  padding?: "spaces" | "zeros";
  overrides?: string[];
  layouts?: SuppliedLayout[];
  limits?: MessageLimits;
  /** What the result sends back; the suffix where it is absent. */
  fileIdentifier?: string;
  /** 資格確認日; the date of the instant in Japan if absent. */
  confirmationDate?: string;
  /** Whom it is about. */
  patients?: Insured[];
  /** A result that the flow starts from. */
  content?: MessageContent;
  /** Which person of it, from 0. */
  person?: number;
  /** Which eligibility of theirs, from 0. */
  eligibility?: number;
  /** The day it, or what is to be collected, was asked for, `YYYY-MM-DD`. */
  askedOn?: string;
  /** The institution's own number of the patient: registered as 照会番号, and in the trail. */
  patientNumber?: string;
  /** The card reader's result because of which it begins. */
  fileName?: string;
  /** What to ask for. */
  information?: "medicines" | "medicines-and-treatments" | "checkups";
  /** As PDF instead of XML. */
  pdf?: boolean;
  /** From which date or month. */
  from?: string;
  /** Until which date or month. */
  to?: string;
  care?: "outpatient" | "home-visit" | "online" | "emergency";
  /** What is settled of viewing in an emergency; `care: "emergency"` takes it. */
  exceptionalUse?: ExceptionalSituation;
  /** Who looks at medical information, by the host's own name for them. */
  viewer?: string;
  /** By which right, such as `physician`. */
  right?: string;
  /** Away from the counter (`first` if absent). */
  visit?: "first" | "fetch" | "later" | "cancel";
  /** Whether `from` and `to` are 受診日 instead of the days of the consent. */
  byExamination?: boolean;
  /** 受付番号 of what was submitted before, to collect it. */
  receptionNumber?: string;
  /** What the card is to sign, for one card. */
  challenge?: KeptChallenge;
  times?: FlowTimes;
}

/** What happened, for `reception.advance`. */
export type ReceptionEvent = (
  | {
      /** What became of a request that was to be published: it was, surely not, or nobody knows. */
      kind: "published" | "unpublished" | "uncertain";
      fileName: string;
      /** For the host's own records. */
      problem?: unknown;
    }
  | {
      /** A file came (its bytes are the `payload`), or an answer that was read already. */
      kind: "arrived";
      fileName?: string;
      content?: MessageContent;
      /** Which part of a large bulk result that is, from 0; none of a whole file. */
      part?: number;
      /** Whether that part is the last. */
      isLast?: boolean;
    }
  | {
      /** Somebody chose: which question, and which of its options. */
      kind: "chosen";
      question: string;
      option: string;
      /** Of the question `person`: the card reader's result, handed in again. */
      fileName?: string;
      content?: MessageContent;
    }
  | ({
      /** What a card gave; the members of a request of `certificate.validate` but its time. */
      kind: "answered";
      signature: Octets;
      /** Such as `rsa-pkcs1-sha256`. */
      algorithm: string;
    } & PresentedCertificates)
  | {
      /**
       * The step's `until` is past; staff stop it; the host begins anew and asks what is
       * to be done; somebody is about to look at what was delivered.
       */
      kind: "time-out" | "cancelled" | "resumed" | "viewing";
    }
) & {
  /** Of the next request, in place of the flow's own. */
  suffix?: string;
};

/** Certificates, and against what to validate them. DER. */
export interface PresentedCertificates {
  /**
   * `jpki-auth`, `jpki-sign`, `hpki-auth`, `hpki-sign`, `generic`, or a profile of the
   * caller's own as JSON text.
   */
  profile: CertificateProfile;
  /** The certificate in question. */
  leaf: Octets;
  /** Certificates that may lead from it to an anchor, in any order. */
  intermediates?: Octets[];
  /** The certificates the caller trusts, in any order. */
  anchors: Octets[];
  /** Certificate revocation lists, in any order. */
  crls?: Octets[];
  /** OCSP responses, in any order. */
  ocspResponses?: Octets[];
  options?: CertificateOptions;
}

/** What to validate. */
export interface CertificateRequest extends PresentedCertificates {
  /** When to validate, RFC 3339 with an offset. */
  at: string;
}

export type CertificateProfile =
  | "jpki-auth"
  | "jpki-sign"
  | "hpki-auth"
  | "hpki-sign"
  | "generic"
  | (string & {});

/** What a caller asks for beside the profile. */
export interface CertificateOptions {
  /**
   * Whether a test hierarchy (O=JPKI-TEST, HPKI test cards) will do. It proves nothing
   * about a real person, and a finding says so.
   */
  acceptTestHierarchy?: boolean;
  /** Policies, dotted, of which the path must be valid for one. */
  requiredPolicies?: string[];
  /** The user-initial-policy-set of RFC 5280 §6.1.1 (c), dotted. */
  initialPolicies?: string[];
  /** initial-explicit-policy. */
  explicitPolicy?: boolean;
  /** initial-policy-mapping-inhibit. */
  inhibitPolicyMapping?: boolean;
  /** initial-any-policy-inhibit. */
  inhibitAnyPolicy?: boolean;
  /** Whom the leaf must name: a DNS name, an IP address or a mail address. */
  name?: string;
  /** Extended key usages, dotted, which the leaf must be permitted, all of them. */
  extendedKeyUsages?: string[];
  /** Authorities between leaf and anchor at most, not counting self-issued ones. */
  maxIntermediates?: number;
  /** Whether signatures with SHA-1 will do; only with the generic profile. */
  acceptSha1?: boolean;
  /**
   * Whether a certificate within the profile's grace after expiry is told apart: the state
   * `expired-within-grace`, never `valid`, if nothing else is wrong with it.
   */
  acceptGrace?: boolean;
  /** For which certificates revocation must have been checked. */
  requireRevocation?: "none" | "leaf" | "chain";
  /** The nonce that was sent to the OCSP responder, base64. */
  ocspNonce?: Octets;
  /** How many seconds may have passed since revocation data were made. */
  revocationMaxAgeSeconds?: number;
  /** Limits on input and work. */
  limits?: CertificateLimits;
}

/** How much a validation may ask for. Each number has an ample default. */
export interface CertificateLimits {
  certificates?: number;
  certificateBytes?: number;
  extensions?: number;
  depth?: number;
  signatureChecks?: number;
  nameComparisons?: number;
  policyNodes?: number;
  revocationItems?: number;
  revocationBytes?: number;
  work?: number;
}

/** How medicines, treatments and check-ups are put into one form. */
export interface SummaryOptions {
  /** Which source takes precedence, in this order. */
  precedence?: ("claims" | "dispensing" | "prescription")[];
  /** Nothing takes precedence. */
  keepAllApart?: boolean;
  /** Which data types of check-ups are so. */
  dataTypes?: { numeric?: string[]; coded?: string[]; text?: string[] };
}

/**
 * The vendor's own record of a patient. Dates are `YYYY-MM-DD` or `YYYYMMDD`; a text has
 * 200 characters at most, a list 32 entries.
 */
export interface Chart {
  /** 氏名. */
  name?: string;
  /** カナ氏名. */
  kana?: string;
  /** 旧姓・通称. */
  otherNames?: string[];
  /** Their カナ. */
  otherKana?: string[];
  birthDate?: string;
  /** OQSCD007. */
  sex?: string;
  /** 保険者番号. */
  insurerNumber?: string;
  /** 記号. */
  symbol?: string;
  /** 番号. */
  number?: string;
  /** 枝番. */
  branch?: string;
  validFrom?: string;
  /** Still included. */
  validTo?: string;
  /** 負担割合 in percent. */
  sharePercent?: number;
  /** 公費. */
  publicExpenses?: {
    /** 公費負担者番号. */
    payerNumber?: string;
    /** 受給者番号. */
    recipientNumber?: string;
    validFrom?: string;
    validTo?: string;
  }[];
  postcode?: string;
  address?: string;
}

/** What somebody looked at, for the audit trail. */
export interface AuditEntry {
  /** The user's own account. */
  who: string;
  right: "physician" | "dentist" | "pharmacist" | "granted" | (string & {});
  /** The institution's number, or the reception's where there is no chart yet. */
  patient: string;
  what: ("medicines" | "treatments" | "operations" | "checkups" | "identification" | (string & {}))[];
  why: "care" | "disaster" | "emergency" | (string & {});
  mode?: "ordinary" | "disaster" | "emergency";
  /** An exceptional mode must say. */
  consent?: "card" | "oral" | "none" | (string & {});
  terminal?: string;
  reference?: string;
}

/** Against what a trail is checked. */
export interface AuditOptions {
  /** Where the trail ends, or a place in it, as a day sheet printed it. */
  head?: string;
  /** The head of the line before the first, where earlier lines were put away. */
  after?: string;
}

/** What is known before medical information is looked at in an exceptional mode. */
export interface ExceptionalSituation {
  mode: "disaster" | "emergency";
  /** In a disaster `number` or `four-items`, in an emergency one of the others. */
  way: "number" | "card" | "four-items" | "document";
  /** The audit trail's words. */
  what?: string[];
  institution?: { code?: string; area?: string; hospital?: boolean };
  /** Of 災害時モード, as MHLW announced them. */
  openings?: { areas?: string[]; institutions?: string[]; from: string; to?: string }[];
  terminal?: { id?: string; emergency?: boolean };
  /** What the way takes. */
  query?: {
    name?: string;
    kana?: string;
    birthDate?: string;
    sex?: string;
    insurerName?: string;
    address?: string;
    insurerNumber?: string;
    symbol?: string;
    number?: string;
    branch?: string;
  };
  /** The institution's number, or the reception's. */
  patient?: string;
  viewer?: { id?: string; right?: string; granted?: boolean; emergencyRight?: boolean };
  consent?: {
    kind?: "oral" | "card" | "none";
    cannotExpressWill?: boolean;
    protectsLifeOrBody?: boolean;
  };
  /** What the viewer has confirmed. */
  confirmed?: { warning?: boolean; viewer?: string; right?: string };
  reference?: string;
}

/** A view: a line of the audit trail as an object, or these members of it. */
export interface ExceptionalView {
  number?: number;
  at: string;
  patient: string;
  mode?: "ordinary" | "disaster" | "emergency";
  v?: unknown;
  who?: unknown;
  right?: unknown;
  what?: unknown;
  why?: unknown;
  consent?: unknown;
  terminal?: unknown;
  reference?: unknown;
  previous?: unknown;
  mac?: unknown;
}

/** When a patient's care was entered into the chart. */
export interface ChartRegistration {
  at: string;
  patient: string;
}

export interface ViewCheckOptions {
  /** How far apart is still together (24; no public rule says). */
  withinHours?: number;
}

/** What a day came to. */
export interface Day {
  /** `YYYY-MM-DD`; today in Japan where it is absent. */
  date?: string;
  /** To print above. */
  institution?: string;
  outcomes?: {
    flow: string;
    outcome: "answered" | "refused" | "uncertain" | "cancelled" | "pending";
    /** How many (1). */
    count?: number;
    /** How many the answers were about, where that is not one each. */
    persons?: number;
    /** What eligibility was checked by. */
    check?: "card" | "number" | "bulk";
    /** By which staff find it. */
    reference?: string;
    since?: string;
  }[];
  exceptionalViews?: number;
  auditHead?: string;
}
