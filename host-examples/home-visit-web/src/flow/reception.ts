/**
 * One reception: what is to be done next follows from what is kept, and is done again
 * after a lost line or a crash. Each step may be repeated: the server takes every
 * intention, file and challenge once.
 */
import { agree } from "./agreement";
import { checkCard } from "./card";
import { codeOf } from "./core";
import { Inquiry } from "./inquiry";
import { consentsToNothing, isByHand, isConfirmed, leaveSession, newCard, waitsForLine, type CancelledBy, type Consents, type Kept } from "./kept";
import type { Live, Tools } from "./live";
import { Retry } from "./retry";
import { LineError, Refusal, wake, type Session } from "../server";
import { forget, keep } from "../vault";

const WAIT = 20;

export class Reception {
  /** Of one card: whatever comes late for another is written where nobody looks. */
  live: Live = {};
  readonly inquiry: Inquiry;
  #busy: Promise<void> | undefined;
  readonly #retry = new Retry();
  #stopped = false;

  constructor(
    readonly kept: Kept,
    private readonly tools: Tools,
    private readonly changed: () => void,
  ) {
    this.inquiry = new Inquiry(kept, tools);
  }

  /** Does what can be done now; does nothing where a person has to do something first. */
  go(): Promise<void> {
    this.#busy ??= this.#run().finally(() => {
      this.#busy = undefined;
    });
    return this.#busy;
  }

  /** Another tab has it, or it is over here. */
  stop(): void {
    this.#stopped = true;
    this.#retry.stop();
    this.live = {};
    this.inquiry.leave();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Registers what waits for the line, and nothing more: nobody is looking. */
  async sendRest(): Promise<void> {
    if (waitsForLine(this.kept)) await this.#attempt(() => this.#register());
  }

  /** The institution cancels with the card after all. */
  async cancelWithCard(): Promise<void> {
    delete this.live.byHand;
    await this.choose({ withCard: true });
  }

  /** Keeps a choice of the person and goes on. */
  async choose(what: Partial<Kept>): Promise<void> {
    Object.assign(this.kept, what);
    await this.#save();
    this.changed();
    await this.go();
  }

  /** 「同意内容を登録する」: a new intention, so a change after it is none of its tries. */
  confirm(consents: Consents): Promise<void> {
    delete this.kept.card.registered;
    // Who had said that there is no card went back, and goes on.
    if (this.inquiry.outcome) this.inquiry.leave();
    return this.choose({ consents, intention: crypto.randomUUID() });
  }

  /** 「すべての同意を取り消す」. */
  confirmCancelling(cancelBy: CancelledBy): Promise<void> {
    return this.choose({ cancelBy, intention: crypto.randomUUID() });
  }

  /** The card once more, with a new challenge. What one card told is gone at once. */
  again(): Promise<void> {
    this.#forgetCard();
    delete this.kept.saying;
    // Another card, another intention.
    this.kept.intention = crypto.randomUUID();
    if (this.kept.session !== undefined) this.kept.anew = true;
    wake();
    return this.choose({});
  }

  /** The number that the card app shows: this device is beside the card. */
  say(number: string): Promise<void> {
    delete this.live.wrong;
    wake();
    return this.choose({ saying: { number, key: crypto.randomUUID() } });
  }

  /** Somebody saw whose card it is, and it is right. */
  accept(): Promise<void> {
    this.kept.card.accepted = true;
    return this.choose({});
  }

  /** The card's person it is, whatever visit was chosen. */
  goOnWithCard(): Promise<void> {
    delete this.kept.card.mismatch;
    delete this.kept.visit;
    return this.accept();
  }

  #forgetCard(): void {
    this.live = {};
    this.inquiry.leave();
    this.kept.card = newCard();
  }

  /** It is over: nothing of it stays, here or on the server. */
  async close(): Promise<void> {
    this.stop();
    await forget(this.tools.vault, this.kept);
    if (this.kept.session) await this.tools.server.forget(this.kept.session).catch(() => undefined);
  }

  async #run(): Promise<void> {
    this.#retry.stop();
    for (;;) {
      const next = this.#stopped ? undefined : this.#next();
      if (!next || !(await this.#attempt(next))) return;
    }
  }

  #next(): (() => Promise<void>) | undefined {
    const { kept, live } = this;
    const { agreement, accepted, mismatch, registered } = kept.card;
    if (!isConfirmed(kept) || live.refusal || mismatch || live.broken) return undefined;
    const { outcome } = this.inquiry;
    // Of these, an answer may come late alone; whatever was refused, no card is waited for.
    if (outcome && outcome.kind !== "uncertain") return undefined;
    if (live.cancelled || live.byHand) return undefined;
    if (isByHand(kept)) return () => this.#cancelByHand();
    if (!kept.session) return () => this.#open();
    if (kept.anew) return () => this.#askAnew();
    if (kept.saying) return () => this.#confirm();
    if (kept.purpose === "later") {
      return this.inquiry.question ? undefined : () => this.inquiry.go(kept.session!);
    }
    if (!agreement) return visible() ? () => this.#watchCard() : undefined;
    if (!agreement.verified && !agreement.eligibilityOnly) {
      // After a reload the server says again why.
      return live.session ? undefined : () => this.#watchCard();
    }
    // Whose it is, is on the screen; after a reload the server says it again.
    if (!accepted) return live.session ? undefined : () => this.#look();
    if (!agreement.verified && !this.#forEligibility()) return undefined;
    if (kept.purpose === "cancel") return () => this.#cancel();
    if (kept.purpose === "inquire" && !kept.consents) {
      return live.registered === undefined ? () => this.#lookUp() : undefined;
    }
    if (!registered) return () => this.#register();
    return () => this.inquiry.go(kept.session!);
  }

  /** A certificate that expired lately: the eligibility alone, and nothing consented. */
  #forEligibility(): boolean {
    return this.kept.card.agreement?.eligibilityOnly === true && consentsToNothing(this.kept);
  }

  async #open(): Promise<void> {
    const { care, place, visit, examinationDate } = this.kept;
    // With the staff's key no card is needed at a later visit: only there it is given.
    const staff = this.kept.purpose === "later" ? this.tools.staff : undefined;
    const of = { ...(visit && { visit }), ...(examinationDate && { examinationDate }), ...(staff && { staff }) };
    this.#begun(await this.tools.server.open(care, place, of));
  }

  async #askAnew(): Promise<void> {
    this.#begun(await this.tools.server.challenge(this.kept.session!));
    delete this.kept.anew;
  }

  #begun(session: Session): void {
    this.tools.clock.set(session.now);
    join(this.kept, session);
    this.live.session = session;
  }

  /** From here on the session is this device's alone. */
  async #confirm(): Promise<void> {
    const { session, saying } = this.kept;
    try {
      const confirmed = await this.tools.server.confirm(session!, saying!.number, saying!.key);
      this.#forgetCard();
      delete this.kept.saying;
      this.kept.session = confirmed.session;
      delete this.kept.code;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      delete this.kept.saying;
      // Its link was followed twice: what it was for is done, or begins anew.
      if (error.said.code === "confirmation.none") return;
      if (error.said.code !== "confirmation.wrong") throw error;
      this.live.wrong = error.said;
    }
  }

  async #look(): Promise<void> {
    const { live } = this;
    live.session = await this.tools.server.session(this.kept.session!);
  }

  async #watchCard(): Promise<void> {
    const { kept, live, tools } = this;
    const { card } = kept;
    const session = await tools.server.session(kept.session!, live.session?.revision, WAIT);
    if (card !== kept.card) return;
    tools.clock.set(session.now);
    // It was waited for when somebody said that there is no card: nothing is made of it.
    if (this.inquiry.outcome) return;
    live.session = session;
    const verdict = checkCard(tools.core, kept.challenge!, session, tools.clock.now());
    if (verdict) {
      card.agreement = agree(verdict, session);
      if (session.situation) card.situation = session.situation;
      if (session.visitMatches === false) card.mismatch = true;
    }
    if (session.refusal) live.refusal = session.refusal;
  }

  async #lookUp(): Promise<void> {
    const { live } = this;
    live.registered = await this.tools.server.consents(this.kept.session!);
  }

  async #register(): Promise<void> {
    const { session, intention, consents, examinationDate, card } = this.kept;
    const { live } = this;
    const registered = await this.tools.server.register(session!, intention, consents!, examinationDate);
    live.registered = registered;
    card.registered = registered.registeredAt;
    this.tools.clock.notBefore(registered.registeredAt);
  }

  async #cancel(): Promise<void> {
    const { session, intention, cancelBy, card } = this.kept;
    const { live } = this;
    const { staff, server } = this.tools;
    const by = cancelBy === "patient" ? undefined : staff;
    live.cancelled = await server.cancel(session!, intention, cancelBy!, by);
    if (card === this.kept.card) this.inquiry.cancelled();
  }

  /** The institution's own request is not public: the core says what staff do. */
  async #cancelByHand(): Promise<void> {
    this.live.byHand = true;
    this.inquiry.cancelling();
  }

  /** Whether it got through. What did not is tried again by itself. */
  async #attempt(next: () => Promise<void>): Promise<boolean> {
    const { session, card, anew } = this.kept;
    try {
      await next();
      this.#retry.reached();
      delete this.live.unsent;
      await this.#save();
      return true;
    } catch (error) {
      // Of another card, or of an id that is not this device's any more: nobody waits for it.
      const isLate = session !== this.kept.session || card !== this.kept.card || anew !== this.kept.anew;
      if (isLate) return true;
      await this.#failed(error);
      return false;
    } finally {
      this.changed();
    }
  }

  async #failed(error: unknown): Promise<void> {
    if (error instanceof LineError) {
      const again = (): void => void this.go();
      if (error.reason === "woken") return this.#retry.now(again);
      this.live.unsent = error.reason;
      this.#retry.later(again);
    } else if (error instanceof Refusal) {
      this.live.refusal = error.said;
      if (error.said.code === "session.unknown") leaveSession(this.kept);
    } else {
      this.live.broken = codeOf(error);
    }
    await this.#save();
  }

  async #save(): Promise<void> {
    const over = this.inquiry.outcome?.kind === "answered" || this.live.cancelled;
    try {
      if (over) await forget(this.tools.vault, this.kept);
      else if (!this.#stopped) await keep(this.tools.vault, this.kept);
    } catch {
      this.live.unkept = true;
    }
  }
}

/** A hidden page waits for nobody: it looks again when it is seen. */
const visible = (): boolean => globalThis.document?.visibilityState !== "hidden";

/** What a session gives a device that begins it, asks anew, or takes it. */
export function join(kept: Kept, session: Session): void {
  const { session: id, code, phrase, challenge, cardAppUrl, situation } = session;
  const known = { session: id, challenge, code, phrase, cardAppUrl };
  for (const member of ["code", "phrase", "cardAppUrl"] as const) delete kept[member];
  Object.assign(kept, Object.fromEntries(Object.entries(known).filter(([, value]) => value != null)));
  // Without a card it has one from the beginning.
  if (situation) kept.card.situation = situation;
}
