/** The page's side of the worker in which the SDK runs. */
import type { Problem } from "@onshi/web";
import type { Answers, FromWorker, Progress, Question } from "./analysis/question";

/** What the SDK, or the engine, says is wrong. */
export class Refused extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(({ code }) => code).join(" "));
  }
}

/** The question was dropped for a newer one. */
export class Dropped extends Error {}

interface Waiting {
  resolve(answer: unknown): void;
  reject(problem: Error): void;
  progress(how: Progress): void;
}

export class Sdk {
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor(readonly loaded: (outcome: { version: string } | { problems: Problem[] }) => void) {
    this.#start();
  }

  ask<Kind extends Question["kind"]>(
    question: Extract<Question, { kind: Kind }>,
    progress: (how: Progress) => void = () => undefined,
  ): Promise<Answers[Kind]> {
    const id = (this.#number += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, progress });
      this.#worker?.postMessage({ id, question });
    });
  }

  /** Forgets all that the worker holds: it is ended, and another one begun. */
  forget(): void {
    this.#worker?.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Dropped());
    this.#waiting.clear();
    this.#start();
  }

  /** Whether something is still being answered. */
  get isBusy(): boolean {
    return this.#waiting.size > 0;
  }

  #start(): void {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#heard(data);
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
