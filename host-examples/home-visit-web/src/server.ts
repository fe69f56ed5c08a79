/** The server's API (../../home-visit-server/API.md). Nothing of it is stored here. */
import type { CancelledBy, Care, Consents } from "./flow/kept";
import type { PresentedCertificates, ReceptionEvent, Situation } from "./flow/core";
import type { Challenge, Coded, Verdict } from "./flow/shapes";

export interface Place {
  institution: string;
  institutionName: string;
  care: Care;
  consents: { id: string; message: string; messageJa: string }[];
  valid: Coded;
  pageUrl: string;
  now: string;
  ways: Record<string, Coded[]>;
}

export interface Visit {
  id: string;
  time: string;
  patientNumber: string;
  name: string;
  kana: string;
  birthdate: string;
  state: Coded;
  card?: Coded | null;
}

export interface Check extends Coded {
  outcome: "passed" | "failed" | "not-checked";
  by: string;
}

export interface Refused {
  code: string;
  message: string;
  messageJa: string;
  next?: Coded[];
}

export interface Session {
  session: string;
  revision: number;
  code: string;
  care: Care;
  /** Which place it is of. */
  key: string;
  state: string;
  now: string;
  visit?: string | null;
  challenge: Challenge;
  cardAppUrl: string;
  situation: Situation;
  presented?: { algorithm: string; signature: string } | null;
  request?: (PresentedCertificates & { at: string }) | null;
  verdict?: Verdict | null;
  checks?: Check[];
  person?: { name: string; kana: string; birthdate: string } | null;
  visitMatches?: boolean | null;
  notices?: Coded[];
  refusal?: Refused | null;
  examinationDate?: string | null;
  consents?: Registered | null;
  /** How a later visit is asked for without the card, over `situation`. */
  later?: Partial<Situation> | null;
}

export interface Registered {
  registeredAt: string;
  inForce: boolean;
  until?: string | null;
  valid: Coded;
  examinationDate?: string | null;
  ended?: (Coded & { at: string }) | null;
  items: { id: string; message: string; messageJa: string; given: boolean }[];
}

export interface ServerEvent {
  number: number;
  event: ReceptionEvent;
  payload?: string | null;
}

/** Nothing came back, or the server is busy: what was sent may be sent again. */
export class LineError extends Error {
  constructor(readonly reason: "line" | "busy" | "woken", readonly said?: Refused) {
    super(reason);
  }
}

/** The server says no, why, and what else is lawful. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly said: Refused) {
    super(said.code);
  }
}

const PATIENCE = 15;
const waiting = new Set<AbortController>();

/** Asks anew what was being waited for: a phone that slept may wait for nothing. */
export function wake(): void {
  for (const wait of waiting) wait.abort("woken");
}

async function call<T>(path: string, body?: unknown, seconds = 0, method?: string): Promise<T> {
  const wait = new AbortController();
  const init: RequestInit = {
    method: method ?? (body === undefined ? "GET" : "POST"),
    cache: "no-store",
    signal: wait.signal,
  };
  const late = setTimeout(() => wait.abort("late"), (seconds + PATIENCE) * 1000);
  if (seconds > 0) waiting.add(wait);
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  let response: Response;
  let text: string;
  try {
    response = await fetch(`/api/${path}`, init);
    text = await response.text();
  } catch {
    throw new LineError(wait.signal.reason === "woken" ? "woken" : "line");
  } finally {
    clearTimeout(late);
    waiting.delete(wait);
  }
  const answer: unknown = read(text);
  if (response.ok) return answer as T;
  const said = isRefused(answer) ? answer : unknown(response.status);
  if (response.status >= 500 || response.status === 429) throw new LineError("busy", said);
  throw new Refusal(response.status, said);
}

function read(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new LineError("busy");
  }
}

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === "object" && answer !== null && "code" in answer && "messageJa" in answer;

const unknown = (status: number): Refused => ({
  code: `http.${status}`,
  message: `The server answered ${status}.`,
  messageJa: `サーバーから思わぬ回答がありました（${status}）。`,
});

const at = (session: string): string => `sessions/${encodeURIComponent(session)}`;

/** Every call of the page. */
export const server = {
  place: (care: Care, key: string) => call<Place>(`places/${care}/${encodeURIComponent(key)}`),
  visits: async (staff: string) =>
    (await call<{ visits: Visit[] }>(`staff/${encodeURIComponent(staff)}/visits`)).visits,
  open: (care: Care, key: string, of: { visit?: string; examinationDate?: string; staff?: string }) =>
    call<Session>(`places/${care}/${encodeURIComponent(key)}/sessions`, of),
  session: (session: string, revision?: number, wait = 0) =>
    call<Session>(
      revision === undefined ? at(session) : `${at(session)}?wait=${wait}&revision=${revision}`,
      undefined,
      wait,
    ),
  byCode: (code: string) => call<Session>(`codes/${encodeURIComponent(code)}`),
  challenge: (session: string) => call<Session>(`${at(session)}/challenge`, {}),
  forget: (session: string) => call<void>(at(session), undefined, 0, "DELETE"),
  consents: async (session: string) =>
    (await call<{ consents: Registered | null }>(`${at(session)}/consents`)).consents,
  register: async (session: string, key: string, consents: Consents, examinationDate?: string) =>
    (
      await call<{ consents: Registered }>(`${at(session)}/consents`, {
        key,
        ...consents,
        ...(examinationDate === undefined ? {} : { examinationDate }),
      })
    ).consents,
  cancel: async (session: string, key: string, by: CancelledBy, staff?: string) =>
    (
      await call<{ consents: Registered }>(`${at(session)}/consents/cancel`, {
        key,
        by,
        ...(staff === undefined ? {} : { staff }),
      })
    ).consents,
  exchange: (session: string, fileName: string, bytes: string) =>
    call<unknown>(`${at(session)}/exchange`, { fileName, bytes }),
  events: (session: string, after: number, wait: number) =>
    call<{ events: ServerEvent[]; last: number }>(
      `${at(session)}/events?after=${after}&wait=${wait}`,
      undefined,
      wait,
    ),
};

export type Server = typeof server;
