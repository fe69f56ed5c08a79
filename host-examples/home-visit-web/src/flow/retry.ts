/** When to try again what did not get through: soon at first, then every half minute. */
export class Retry {
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  later(again: () => void): void {
    this.#tries += 1;
    this.#wait(Math.min(30, 2 ** this.#tries), again);
  }

  /** At once: what was waited for was only asked anew. */
  now(again: () => void): void {
    this.#wait(0, again);
  }

  reached(): void {
    this.#tries = 0;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(seconds: number, again: () => void): void {
    this.stop();
    this.#timer = setTimeout(again, seconds * 1000);
  }
}
