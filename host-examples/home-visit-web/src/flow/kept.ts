/** What the page keeps of a reception under way, sealed: enough to go on after a crash. */
import type { Situation } from "./core";
import type { Challenge } from "./shapes";
import type { Agreement } from "./agreement";

export type Care = "home" | "online";
export type Purpose = "register" | "inquire" | "cancel" | "later";
/** Who has the page in hand. */
export type Who = "self" | "family" | "staff";
export type CancelledBy = "patient" | "institution" | "changed-use";

/** 薬剤・診療・手術・健診: what was agreed to, each by itself. */
export type Consents = Record<string, boolean>;

/** A change here is a new version: records of another are thrown away unread. */
export const SCHEMA = 2;

/** All that is known by one card. Another card's reading begins with a new one. */
export interface OfCard {
  /** What page and server found of it. */
  agreement?: Agreement;
  /** It is of another person than the visit that was chosen, and nobody said go on. */
  mismatch?: boolean;
  /** Somebody saw whose it is, and said go on. */
  accepted?: boolean;
  situation?: Situation;
  registered?: string;
  /** The state of the core's flow. */
  flow?: string;
  /** The last event of the server that the flow was told. */
  heard: number;
}

export const newCard = (): OfCard => ({ heard: 0 });

export interface Kept {
  id: string;
  care: Care;
  place: string;
  purpose: Purpose;
  visit?: string;
  who?: Who;
  examinationDate?: string;
  /** What is chosen so far, and not confirmed. */
  draft?: Consents;
  /** What was confirmed with 「同意内容を登録する」. */
  consents?: Consents;
  /** What was confirmed with 「すべての同意を取り消す」. */
  cancelBy?: CancelledBy;
  /** The institution cancels with the patient's card, not on the terminal's screen. */
  withCard?: boolean;
  /** One for each intention: a try that got lost is sent again under it. */
  intention: string;
  session?: string;
  code?: string;
  phrase?: string;
  challenge?: Challenge;
  cardAppUrl?: string;
  /** The number of the card app, as it was given here; the key is of its tries. */
  saying?: { number: string; key: string };
  /** Another card is wanted, and the server is not told yet. */
  anew?: boolean;
  card: OfCard;
  /** When it is forgotten, in milliseconds of the phone's clock. */
  until: number;
}

/** Whether the person confirmed: from here on the page goes on by itself. */
export function isConfirmed({ purpose, consents, cancelBy }: Kept): boolean {
  if (purpose === "register") return consents !== undefined;
  return purpose === "cancel" ? cancelBy !== undefined : true;
}

/** The institution's cancellation without the card. */
export const isByHand = ({ purpose, cancelBy, withCard }: Kept): boolean =>
  purpose === "cancel" && cancelBy !== undefined && cancelBy !== "patient" && !withCard;

/** Nothing was agreed to: the eligibility alone. */
export const consentsToNothing = ({ consents }: Kept): boolean =>
  consents !== undefined && Object.values(consents).every((given) => !given);

/** The card was checked, and what was agreed to waits for the line alone. */
export const waitsForLine = ({ consents, anew, card }: Kept): boolean =>
  card.agreement?.verified === true && card.accepted === true && consents !== undefined &&
  card.registered === undefined && !card.mismatch && !anew;

/** What is of one session, and void with it. */
export function leaveSession(kept: Kept): void {
  const members = ["session", "code", "phrase", "challenge", "cardAppUrl", "saying", "anew"] as const;
  for (const member of members) delete kept[member];
  kept.card = newCard();
}

const LIFE = 12 * 60 * 60 * 1000;

/** A new reception: it lives for a working day at most. */
export function newKept(care: Care, place: string, purpose: Purpose): Kept {
  return {
    id: crypto.randomUUID(),
    care,
    place,
    purpose,
    intention: crypto.randomUUID(),
    card: newCard(),
    until: Date.now() + LIFE,
  };
}
