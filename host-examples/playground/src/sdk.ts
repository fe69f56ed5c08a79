/** The page's side of the worker in which the SDK runs. */
import type { Problem } from "@onshi/web";
import type { Answers, FromWorker, Progress, Question, ToWorker } from "./analysis/question";

/** What the SDK, or the engine, says is wrong. */
export class Refused extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({ code }) => code).join(" "));
  }
}

/** Nobody waits for the answer any more. */
export class Cancelled extends Error {}

interface Waiting {
  resolve(answer: unknown): void;
  reject(problem: Error): void;
  progress(how: Progress): void;
}

export class Sdk {
  // One for the page's whole life: starting another would need the network.
  #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor(readonly loaded: (outcome: { version: string } | { problems: Problem[] }) => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#heard(data);
  }

  ask<Kind extends Question["kind"]>(
    question: Extract<Question, { kind: Kind }>,
    progress: (how: Progress) => void = () => undefined,
  ): Promise<Answers[Kind]> {
    const id = (this.#number += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, progress });
      this.#say({ id, question });
    });
  }

  /** Drops every question: what is being read is read no further. */
  cancel(): void {
    for (const [id, { reject }] of this.#waiting) {
      this.#say({ cancelled: id });
      reject(new Cancelled());
    }
    this.#waiting.clear();
  }

  #say(what: ToWorker): void {
    this.#worker.postMessage(what);
  }

  #heard(said: FromWorker): void {
    if ("ready" in said) {
      this.loaded(said.ready ? { version: said.version } : { problems: said.problems });
      return;
    }
    const waiting = this.#waiting.get(said.id);
    if (!waiting) return;
    if ("progress" in said) {
      waiting.progress(said.progress);
      return;
    }
    this.#waiting.delete(said.id);
    if ("problems" in said) waiting.reject(new Refused(said.problems));
    else waiting.resolve(said.answer);
  }
}
