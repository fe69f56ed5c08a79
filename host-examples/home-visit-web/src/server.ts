/** The server's API (../../home-visit-server/API.md). Nothing of it is stored here. */
import type { CancelledBy, Care, Consents } from "./flow/kept";
import type { PresentedCertificates, ReceptionEvent, Situation } from "./flow/core";
import type { Challenge, Coded, Verdict } from "./flow/shapes";

/** How the server runs. */
export interface About {
  /** Cards made for tests are taken: nobody is identified by them. */
  testHierarchy: boolean;
}

/** A reception that a code would open. */
export interface Offered {
  institutionName: string;
  care: Care;
  key: string;
  begunAt: string;
}

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
  /** Takes it to another device, until a card is read. */
  code?: string | null;
  /** The card app shows the same. */
  phrase?: string | null;
  care: Care;
  /** Which place it is of. */
  key: string;
  state: string;
  now: string;
  visit?: string | null;
  challenge: Challenge;
  cardAppUrl?: string | null;
  /** A card was read, and its number is waited for. */
  confirmation?: { triesLeft: number; expiresAt: string } | null;
  /** Each card has its own. */
  situation?: Situation | null;
  presented?: { algorithm: string; signature: string; presentedAt?: string } | null;
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

/** What goes beside a path: a body, how long it may wait, and what is held to ask it. */
interface Beside {
  body?: unknown;
  seconds?: number;
  method?: string;
  /** Of a session or the staff: in a header, since proxies log paths. */
  held?: string;
}

async function call<T>(path: string, { body, seconds = 0, method, held }: Beside = {}): Promise<T> {
  const wait = new AbortController();
  const headers: Record<string, string> = held === undefined ? {} : { authorization: `Bearer ${held}` };
  const init: RequestInit = {
    method: method ?? (body === undefined ? "GET" : "POST"),
    cache: "no-store",
    signal: wait.signal,
    headers,
  };
  const late = setTimeout(() => wait.abort("late"), (seconds + PATIENCE) * 1000);
  if (seconds > 0) waiting.add(wait);
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    headers["content-type"] = "application/json";
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

/** Every call of the page. */
export const server = {
  about: () => call<About>("about"),
  place: (care: Care, key: string) => call<Place>(`places/${care}/${encodeURIComponent(key)}`),
  visits: async (staff: string) => (await call<{ visits: Visit[] }>("staff/visits", { held: staff })).visits,
  open: (care: Care, key: string, of: { visit?: string; examinationDate?: string; staff?: string }) =>
    call<Session>(`places/${care}/${encodeURIComponent(key)}/sessions`, { body: of }),
  session: (held: string, revision?: number, wait = 0) =>
    call<Session>(revision === undefined ? "session" : `session?wait=${wait}&revision=${revision}`, {
      seconds: wait,
      held,
    }),
  /** What a code would open: nothing is opened by asking. */
  byCode: (code: string) => call<Offered>("codes", { body: { code } }),
  take: (code: string, key: string) => call<Session>("codes/take", { body: { code, key } }),
  /** The number that the card app shows: the session has a new id then. */
  confirm: (held: string, number: string, key: string) =>
    call<Session>("session/confirm", { body: { number, key }, held }),
  challenge: (held: string) => call<Session>("session/challenge", { body: {}, held }),
  forget: (held: string) => call<void>("session", { method: "DELETE", held }),
  consents: async (held: string) =>
    (await call<{ consents: Registered | null }>("session/consents", { held })).consents,
  register: async (held: string, key: string, consents: Consents, examinationDate?: string) => {
    const date = examinationDate === undefined ? {} : { examinationDate };
    const body = { key, ...consents, ...date };
    return (await call<{ consents: Registered }>("session/consents", { body, held })).consents;
  },
  cancel: async (held: string, key: string, by: CancelledBy, staff?: string) => {
    const body = { key, by, ...(staff === undefined ? {} : { staff }) };
    return (await call<{ consents: Registered }>("session/consents/cancel", { body, held })).consents;
  },
  exchange: (held: string, fileName: string, bytes: string) =>
    call<unknown>("session/exchange", { body: { fileName, bytes }, held }),
  events: (held: string, after: number, wait: number) =>
    call<{ events: ServerEvent[]; last: number }>(`session/events?after=${after}&wait=${wait}`, {
      seconds: wait,
      held,
    }),
};

export type Server = typeof server;
