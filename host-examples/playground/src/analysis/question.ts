/** What the page asks its worker, and what comes back: values that go from thread to thread. */
import type {
  CertificateRequest,
  Chart,
  MessageContent,
  Problem,
  certificate,
  eligibility,
  medicalInformation,
  message,
  reconciliation,
} from "@onshi/web";

export type Question =
  | { kind: "message"; file: Blob; fileName: string; at: string; askedOn: string | null; chart: Chart | null }
  | { kind: "describe"; certificates: Uint8Array[] }
  | { kind: "validate"; request: CertificateRequest };

export type Asked = Extract<Question, { kind: "message" }>;

/** How the SDK is told what the file is called, where it has a name. */
export const nameOf = ({ fileName }: Asked): { fileName?: string } => (fileName === "" ? {} : { fileName });

/** Tells how far it is, and learns whether anybody still waits. */
export type Report = (how: Progress) => boolean;

/** How far a large file is read. */
export interface Progress {
  bytes: number;
  of: number;
  persons: number;
}

/** What the elements of a message are, and what they mean at an instant. */
export interface MessageAnswer {
  /** None of a file that is no message, such as a PDF. */
  document: DocumentHead | null;
  /** What the name alone says, where nothing could be read. */
  file: message.FileName | null;
  /** None where the file was read part by part. */
  content: MessageContent | null;
  lines: message.Line[];
  /** Whether the elements are those of the first part alone. */
  partial: boolean;
  /** Whether it was judged part by part, as files of any size can be. */
  byParts: boolean;
  /** Notes on the message, or why there is none. */
  problems: Problem[];
  meaning: Meaning | null;
  comparison: Comparison | null;
}

/** Of a file of which nothing is known. */
export const NOTHING: MessageAnswer = {
  document: null,
  file: null,
  content: null,
  lines: [],
  partial: false,
  byParts: false,
  problems: [],
  meaning: null,
  comparison: null,
};

export interface DocumentHead {
  interfaceId: string | null;
  interfaceName: string | null;
  interfaceNameJa: string | null;
  recognizedBy: message.Document["recognizedBy"];
  encoding: string;
  file: message.FileName | null;
  notes: Problem[];
}

export type Meaning =
  | { kind: "judgement"; value: eligibility.Judgement; people: Person[] }
  | { kind: "bulk"; value: Bulk }
  | { kind: "registrations"; value: eligibility.Registrations }
  | { kind: "summary"; value: medicalInformation.Summary }
  | { kind: "problems"; problems: Problem[] };

/** Whom a result is about: the judgement leaves that to the content. */
export interface Person {
  name: string;
  kana: string;
}

/** A bulk result, of which no more is held than is shown. */
export interface Bulk {
  whole: Omit<eligibility.BulkJudgement, "units">;
  persons: number;
  /** How many persons are in which state. */
  states: { state: eligibility.UnitJudgement["judgement"]["state"]; count: number }[];
  /** The first ones, in the order sent. */
  first: Unit[];
  /** The first ones for whom it is not settled. */
  attention: Unit[];
  parts: number;
}

export interface Unit {
  /** From 1. */
  number: number;
  unit: eligibility.UnitJudgement;
  people: Person[];
}

export type Comparison = { value: reconciliation.Comparison } | { problems: Problem[] };

export type Described = { value: certificate.CertificateSummary } | { problems: Problem[] };

export type Verdict = { value: certificate.Verdict } | { problems: Problem[] };

export interface Answers {
  message: MessageAnswer;
  describe: Described[];
  validate: Verdict;
}

export type ToWorker = { id: number; question: Question } | { cancelled: number };

export type FromWorker =
  | { id: number; progress: Progress }
  | { id: number; answer: unknown }
  | { id: number; problems: Problem[] }
  | { ready: true; version: string }
  | { ready: false; problems: Problem[] };
