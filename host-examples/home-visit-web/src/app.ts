/** What the page is about at this moment, and what may happen to it. */
import type { Clock } from "./flow/clock";
import type { Core } from "./flow/core";
import { isConfirmed, newKept, waitsForLine, type Care, type Kept, type Purpose } from "./flow/kept";
import { Reception } from "./flow/reception";
import type { Tabs } from "./flow/tabs";
import { LineError, Refusal, server, type Place, type Visit } from "./server";
import { keep, RECEPTION, type Vault } from "./vault";

/** Screens that a person goes to; `run` is what the reception is at. */
export type ScreenName =
  | "front" | "start" | "visits" | "visit" | "who" | "before" | "date" | "consent" | "items" | "check"
  | "cancel" | "sheet" | "resume" | "run" | "ended"
  | "help" | "pin" | "sight" | "no-card" | "official";

export interface Surroundings {
  care: Care;
  key: string | undefined;
  core: Core | undefined;
  vault: Vault;
  clock: Clock;
  tabs: Tabs;
}

export class App {
  screen: ScreenName = "start";
  place: Place | undefined;
  placeUnknown = false;
  staff: string | undefined;
  visits: Visit[] | undefined;
  visit: Visit | undefined;
  reception: Reception | undefined;
  /** Receptions of this device that are not over. */
  unfinished: Kept[] = [];
  online = navigator.onLine;
  /** What is wrong with what was typed; each under the name of its field. */
  wrong: Record<string, string> = {};
  /** What a live region says next. */
  said = "";
  hidden = false;

  constructor(
    readonly around: Surroundings,
    private readonly draw: () => void,
  ) {}

  changed = (): void => this.draw();

  /** Goes to a screen, so that the phone's own back leads back from it. */
  go(screen: ScreenName): void {
    if (screen !== this.screen) history.pushState({ screen }, "");
    this.show(screen);
  }

  show(screen: ScreenName): void {
    this.screen = screen;
    this.wrong = {};
    this.changed();
  }

  back = (): void => history.back();

  /** Where the phone's back leads: never into a form whose answer was sent. */
  returnTo(screen: ScreenName): void {
    const forms: ScreenName[] = ["who", "before", "date", "consent", "items", "check", "cancel"];
    const kept = this.reception?.kept;
    const sent = kept && isConfirmed(kept) && (kept.purpose !== "inquire" || kept.registered !== undefined);
    const lost = !this.reception && (forms.includes(screen) || screen === "run");
    if (lost) this.show("start");
    else this.show(sent && forms.includes(screen) ? "run" : screen);
  }

  async loadPlace(): Promise<void> {
    const { care, key, clock, vault } = this.around;
    if (!key) return this.show("front");
    const id = `place:${care}:${key}`;
    try {
      this.place = await server.place(care, key);
      clock.set(this.place.now);
      await vault.put(id, this.place, Date.now() + 7 * 24 * 3600 * 1000);
    } catch (error) {
      if (error instanceof Refusal) {
        this.placeUnknown = true;
        return this.show("front");
      }
      this.place ??= await vault.get<Place>(id);
    }
    this.changed();
  }

  async loadUnfinished(): Promise<void> {
    const { care, key, vault } = this.around;
    const all = await vault.all<Kept>(RECEPTION);
    this.unfinished = all.filter((kept) => kept.care === care && kept.place === key);
    this.changed();
  }

  /** What waits for the line alone is sent, also where another reception is on the screen. */
  async sendRest(): Promise<void> {
    const { core, vault, clock } = this.around;
    if (!core) return;
    for (const kept of this.unfinished.filter(waitsForLine)) {
      if (kept.id === this.reception?.kept.id) continue;
      const tools = { core, server, vault, clock, institution: this.place?.institution ?? "" };
      await new Reception(kept, tools, this.changed).sendRest();
    }
    await this.loadUnfinished();
  }

  async loadVisits(): Promise<void> {
    if (!this.staff) return;
    try {
      this.visits = await server.visits(this.staff);
    } catch (error) {
      if (!(error instanceof LineError)) this.staff = undefined;
    }
    this.changed();
  }

  /** Begins a reception; nothing is sent by that. */
  begin(purpose: Purpose, visit?: Pick<Visit, "id">): void {
    const { care, key } = this.around;
    const kept = newKept(care, key!, purpose);
    if (visit) kept.visit = visit.id;
    this.take(kept);
  }

  /** Goes on with one that was begun. */
  take(kept: Kept): void {
    const { core, vault, clock, tabs } = this.around;
    this.reception?.stop();
    this.hidden = false;
    if (!core) return;
    const tools = { core, server, vault, clock, staff: this.staff, institution: this.place?.institution ?? "" };
    this.reception = new Reception(kept, tools, this.changed);
    tabs.take(kept.id);
  }

  async resume(kept: Kept): Promise<void> {
    this.take(kept);
    this.go(isConfirmed(kept) ? "run" : kept.draft ? "check" : "who");
    await this.reception?.go();
  }

  /** Goes on by a code: on another device, or after all was closed. */
  async resumeByCode(code: string): Promise<string | undefined> {
    const { care, key, vault, clock } = this.around;
    try {
      const session = await server.byCode(code);
      clock.set(session.now);
      if (session.key !== key || session.care !== care) return this.#openPlace(session);
      const mine = (await vault.all<Kept>(RECEPTION)).find((kept) => kept.session === session.session);
      if (mine) return void (await this.resume(mine));
      const kept = newKept(care, key ?? "", "register");
      const { challenge, cardAppUrl, situation } = session;
      Object.assign(kept, { session: session.session, code: session.code, challenge, cardAppUrl, situation });
      if (session.visit) kept.visit = session.visit;
      await keep(vault, kept);
      this.take(kept);
      this.go("who");
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.said.messageJa;
      if (error instanceof LineError) return error.said?.messageJa ?? "つながりません。電波を確かめて、もう一度押してください。";
      throw error;
    }
  }

  /** The code is of another place's reception: its page goes on with it. */
  #openPlace({ care, key, code }: { care: Care; key: string; code: string }): undefined {
    location.assign(`/${care}/${encodeURIComponent(key)}#code=${encodeURIComponent(code)}`);
  }

  /** The reception is over; nothing of it stays. */
  async close(): Promise<void> {
    const { reception } = this;
    this.reception = undefined;
    this.visit = undefined;
    if (reception) {
      this.around.tabs.done(reception.kept.id);
      await reception.close();
    }
    await this.loadUnfinished();
    this.go("ended");
    void this.loadVisits();
  }
}
