/** One reception, one tab: the newest that takes it goes on, the others follow. */

type Said = { kind: "taken" | "done"; id: string; tab: string };

/** What other tabs say of the receptions of this device. */
export class Tabs {
  readonly #tab = crypto.randomUUID();
  readonly #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("onshi-home-visit") : undefined;

  /** Calls back when another tab took a reception, or finished it. */
  listen(heard: (kind: Said["kind"], id: string) => void): void {
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      if (data.tab !== this.#tab) heard(data.kind, data.id);
    });
  }

  take(id: string): void {
    this.#say("taken", id);
  }

  done(id: string): void {
    this.#say("done", id);
  }

  #say(kind: Said["kind"], id: string): void {
    this.#channel?.postMessage({ kind, id, tab: this.#tab } satisfies Said);
  }
}
