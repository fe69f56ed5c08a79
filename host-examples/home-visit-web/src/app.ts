/** What the page is about at this moment, and what may happen to it. */
import type { Clock } from "./flow/clock";
import type { Core } from "./flow/core";
import { isConfirmed, newKept, waitsForLine, type Care, type Kept, type Purpose } from "./flow/kept";
import { join, Reception } from "./flow/reception";
import type { Tabs } from "./flow/tabs";
import { LineError, Refusal, server, type About, type Offered, type Place, type Visit } from "./server";
import { keep, RECEPTION, type Vault } from "./vault";

/** Screens that a person goes to; `run` is what the reception is at. */
export type ScreenName =
  | "front" | "start" | "visits" | "visit" | "who" | "before" | "date" | "consent" | "items" | "check"
  | "cancel" | "sheet" | "resume" | "run" | "ended"
  | "offered" | "not-here" | "help" | "pin" | "sight" | "no-card" | "official";

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
  about: About | undefined;
  place: Place | undefined;
  placeUnknown = false;
  staff: string | undefined;
  visits: Visit[] | undefined;
  visit: Visit | undefined;
  reception: Reception | undefined;
  /** Receptions of this device that are not over. */
  unfinished: Kept[] = [];
  /** What a code would open, where somebody has to be asked; the key is of its tries. */
  offered: (Offered & { code: string; taking: string }) | undefined;
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
    const sent = kept && isConfirmed(kept) && (kept.purpose !== "inquire" || kept.card.registered !== undefined);
    const lost = !this.reception && (forms.includes(screen) || screen === "run");
    if (lost) this.show("start");
    else this.show(sent && forms.includes(screen) ? "run" : screen);
  }

  /** Whether cards made for tests are taken: every screen says so, also without a line. */
  async loadAbout(): Promise<void> {
    const { vault } = this.around;
    try {
      this.about = await server.about();
      await vault.put("about", this.about, Date.now() + 7 * 24 * 3600 * 1000);
    } catch {
      this.about ??= await vault.get<About>("about");
    }
    this.changed();
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

  /** A staff device: its key came by its own address. One that the server does not know changes nothing. */
  async identify(given: string | null): Promise<void> {
    const { vault, key } = this.around;
    const id = `staff:${key}`;
    if (given && (await isStaffs(given))) await vault.put(id, given, Date.now() + STAFF_LIFE);
    this.staff = await vault.get<string>(id);
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

  /** Back from the card app with its number, on the device where the reception was begun. */
  async returned(id: string, number: string | null): Promise<void> {
    const kept = this.unfinished.find((one) => one.id === id);
    if (!kept) return this.show("not-here");
    if (number !== null) {
      kept.saying = { number, key: crypto.randomUUID() };
      await keep(this.around.vault, kept);
    }
    await this.resume(kept);
  }

  /** A code: what was begun here goes on; of what was begun elsewhere it says what it is, and asks. */
  async offer(code: string): Promise<string | undefined> {
    const mine = this.unfinished.find((kept) => kept.code === code);
    if (mine) return void (await this.resume(mine));
    try {
      this.offered = { ...(await server.byCode(code)), code, taking: crypto.randomUUID() };
      this.go("offered");
      return undefined;
    } catch (error) {
      return saidOf(error);
    }
  }

  /** A code in an address: the same, with its own screen for what is wrong. */
  async offerLinked(code: string): Promise<void> {
    const wrong = await this.offer(code);
    if (wrong === undefined) return;
    this.show("offered");
    this.wrong = { offered: wrong };
    this.changed();
  }

  leaveOffered = (): void => {
    this.offered = undefined;
    this.show("start");
  };

  /** Somebody was asked, and wants it here. Where it was, it is no more. */
  async takeOffered(): Promise<void> {
    const { care, key, vault, clock } = this.around;
    const { offered } = this;
    if (!offered) return;
    if (offered.key !== key || offered.care !== care) {
      // Of another place: its page asks again, under its own name.
      return location.assign(`/${offered.care}/${encodeURIComponent(offered.key)}#code=${encodeURIComponent(offered.code)}`);
    }
    try {
      const session = await server.take(offered.code, offered.taking);
      clock.set(session.now);
      const kept = newKept(care, key, "register");
      join(kept, session);
      if (session.visit) kept.visit = session.visit;
      await keep(vault, kept);
      this.offered = undefined;
      this.take(kept);
      this.go("who");
    } catch (error) {
      this.wrong = { offered: saidOf(error) };
      this.changed();
    }
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

/** What the server says is wrong, or that it could not be asked. */
function saidOf(error: unknown): string {
  if (error instanceof Refusal) return error.said.messageJa;
  if (error instanceof LineError) return error.said?.messageJa ?? "つながりません。電波を確かめて、もう一度押してください。";
  throw error;
}

const STAFF_LIFE = 12 * 60 * 60 * 1000;

async function isStaffs(key: string): Promise<boolean> {
  try {
    await server.visits(key);
    return true;
  } catch (error) {
    // Without a line it cannot be asked.
    return error instanceof LineError;
  }
}
