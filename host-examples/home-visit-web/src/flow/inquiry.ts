/** The core's `home-visit` and `online-care`: it says what to publish, wait for and show. */
import { fromBase64, toBase64 } from "./bytes";
import type { ReceptionEvent, Situation } from "./core";
import type { Kept } from "./kept";
import type { Tools } from "./live";
import type { Action, BulkJudgement, Coded, Judgement, Outcome, Step } from "./shapes";

/** What was delivered: the judgement of the core, and the message it is of. */
export interface Delivered {
  judgement: Judgement;
  remarks: Coded[];
  content: unknown;
}

const FLOWS = { home: "home-visit", online: "online-care" } as const;
/** Asked for soon, since somebody is waiting before the screen. */
const TIMES = { pollSeconds: 2, pollMostSeconds: 30 };
const WAIT = 20;

export class Inquiry {
  outcome: Outcome | undefined;
  delivered: Delivered[] = [];
  /** A result came, if only one of nobody: without one, an answer is somebody's word. */
  received = false;
  /** What the core had to say on the way, for staff and for the patient. */
  readonly told: (Coded & { audience: string; kind: string })[] = [];
  #step: Step | undefined;

  constructor(
    private readonly kept: Kept,
    private readonly tools: Tools,
  ) {}

  /** What is asked where the flow stands. */
  get question(): Action | undefined {
    return this.#step?.actions.find((action) => action.kind === "ask");
  }

  /** Begins the flow: a first visit, a later one, or a cancellation. */
  begin(visit: "first" | "later" | "cancel" = "first"): void {
    const { care, card: { situation } } = this.kept;
    const { core, clock, institution } = this.tools;
    const known = situation ?? { institution, suffix: this.kept.id.replaceAll("-", "").slice(0, 20) };
    this.#take(core.begin(FLOWS[care], { ...known, visit, times: TIMES }, clock.now()));
  }

  /** A later visit: as the server says it can be asked, or else by the flow's own seam. */
  beginLater(later: Partial<Situation> | null | undefined): void {
    const { care, card: { situation } } = this.kept;
    const { core, clock } = this.tools;
    const all: Situation = { ...situation!, visit: "later", ...later, times: TIMES };
    this.#take(core.begin(FLOWS[care], all, clock.now()));
  }

  /** Somebody chose. */
  choose(option: string): void {
    this.#open();
    const question = this.question?.question ?? "";
    this.#tell({ kind: "chosen", question, option });
  }

  /** Nobody goes on with the card: what else is lawful, says the core. */
  without(option: "consent.declined" | "reason.card-not-usable"): Outcome | undefined {
    if (!this.kept.card.flow) this.begin();
    this.choose(option);
    // Never kept: whoever opens the page anew may have the card after all.
    delete this.kept.card.flow;
    return this.outcome;
  }

  /** Nothing of the flow stays: what comes next is another. */
  leave(): void {
    this.outcome = undefined;
    this.delivered = [];
    this.received = false;
    this.told.length = 0;
    this.#step = undefined;
    delete this.kept.card.flow;
  }

  /** The server took the cancellation: the flow is told what came of it. */
  cancelled(): void {
    this.cancelling();
    this.choose("consent.cancelled");
  }

  /** Why it is cancelled; the flow then says by what hand. */
  cancelling(): void {
    if (!this.kept.card.flow) this.begin("cancel");
    const why = {
      patient: "cancellation.by-patient",
      institution: "cancellation.by-institution",
      "changed-use": "cancellation.change-of-use",
    }[this.kept.cancelBy ?? "patient"];
    this.#open();
    if (this.question?.question === "cancellation") this.choose(why);
  }

  /** One turn: publishes what is to be published, and hears what happened. */
  async go(session: string): Promise<void> {
    const { server, clock } = this.tools;
    // What comes when another card is asked for by now is not for it.
    const { card } = this.kept;
    const isOver = (): boolean => card !== this.kept.card;
    if (this.kept.purpose === "later" && !this.kept.card.flow) {
      const { later } = await server.session(session);
      if (isOver()) return;
      this.beginLater(later);
    }
    this.#open();
    const step = this.#step!;
    if (step.phase.code === "phase.inviting") return this.choose("consent.registered");
    for (const action of step.actions.filter(({ kind }) => kind === "publish")) {
      await server.exchange(session, action.fileName!, toBase64(action.bytes!));
      if (isOver()) return;
    }
    const due = step.until ? clock.secondsUntil(step.until) : WAIT;
    const heard = await server.events(session, card.heard, Math.min(WAIT, Math.ceil(due)));
    if (isOver()) return;
    for (const { number, event, payload } of heard.events) {
      this.#tell(event, payload ? fromBase64(payload) : undefined);
      card.heard = number;
    }
    const until = this.#step?.until;
    if (heard.events.length === 0 && until && clock.secondsUntil(until) === 0) {
      this.#tell({ kind: "time-out" });
    }
  }

  #open(): void {
    if (this.#step) return;
    if (!this.kept.card.flow) return this.begin();
    this.#tell({ kind: "resumed" });
  }

  #tell(event: ReceptionEvent, payload?: Uint8Array): void {
    const { core, clock } = this.tools;
    this.#take(core.advance(this.kept.card.flow!, event, payload, clock.now()));
  }

  #take(step: Step): void {
    this.#step = step;
    this.kept.card.flow = step.state;
    if (step.outcome) this.outcome = step.outcome;
    for (const action of step.actions) {
      const { kind, text, audience } = action;
      if (kind === "deliver") {
        this.received = true;
        this.delivered = delivered(action);
      } else if (text && kind !== "ask") this.told.push({ ...text, audience: audience ?? "staff", kind });
    }
  }
}

/** One for each person of a bulk result; the single result of a later visit likewise. */
function delivered({ judgedBy, judgement, content }: Action): Delivered[] {
  if (judgedBy === "eligibility.judge-units") {
    const { units } = judgement as BulkJudgement;
    return units.map(({ judgement: one, remarks }, index) => ({
      judgement: one,
      remarks,
      content: unit(content, index),
    }));
  }
  return [{ judgement: judgement as Judgement, remarks: [], content: body(content) }];
}

type Tree = Record<string, unknown>;
const body = (content: unknown): Tree =>
  (((content as Tree)?.XmlMsg as Tree)?.MessageBody as Tree) ?? {};

function unit(content: unknown, index: number): unknown {
  const [units] = Object.entries(body(content)).filter(([name]) => name.startsWith("BulkConfirmUnit"));
  const list = units?.[1];
  return Array.isArray(list) ? list[index] : list;
}

/** What the core told staff or patient, without its doubles. */
export function told<T extends Coded>(lines: T[]): T[] {
  return lines.filter((line, index) => lines.findIndex(({ code }) => code === line.code) === index);
}
