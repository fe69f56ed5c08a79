/** The server's clock: flows and challenges are judged by it, not by the phone's. */
export class Clock {
  #ahead = 0;

  /** Takes the time an answer of the server states. */
  set(now: string | undefined): void {
    const stated = now === undefined ? Number.NaN : Date.parse(now);
    if (!Number.isNaN(stated)) this.#ahead = stated - Date.now();
  }

  /** What the server dated is not in the future, though it states its time in whole seconds. */
  notBefore(dated: string): void {
    if (Date.parse(dated) > this.millis()) this.set(dated);
  }

  millis(): number {
    return Date.now() + this.#ahead;
  }

  now(): string {
    return new Date(this.millis()).toISOString();
  }

  /** Seconds from now until an instant, at least 0. */
  secondsUntil(instant: string): number {
    return Math.max(0, (Date.parse(instant) - this.millis()) / 1000);
  }
}
