// The server with the simulator in it, serving the built page, and Chromium beside it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { launch } from "../../web/support/browser.mjs";
import { provided } from "../../web/support/provided.mjs";

/** When it is: the clock of the server stands there until it is moved. */
export const AT = "2026-11-21T09:00:00+09:00";

/** One server and one browser, for all tests of a file. */
export class World {
  /** What browsers reported of the policy: nobody is told to, so nobody does. */
  reports = [];

  static async start() {
    const world = new World();
    const switches = ["--test", "--accept-test-hierarchy", "--page", provided("ONSHI_HOME_VISIT_PAGE"), "--at", AT];
    world.server = spawn(provided("ONSHI_HOME_VISIT"), switches, { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface({ input: world.server.stdout });
    const ended = once(world.server, "exit").then(([code]) => {
      throw new Error(`the server ended with ${code}`);
    });
    ended.catch(() => undefined);
    const [ready] = await Promise.race([once(lines, "line"), ended]);
    Object.assign(world, JSON.parse(ready));
    world.cards = (await world.ask("/test/cards")).cards;
    world.people = await world.population();
    world.visits = (await world.ask("/api/staff/visits", { held: world.staff.split("staff=")[1] })).visits;
    // The simulator's clock may run on from there: what it dates is then not later than now.
    await world.advance(600);
    world.browser = await launch();
    return world;
  }

  async stop() {
    await this.browser.close();
    const gone = once(this.server, "exit");
    this.server.kill();
    await gone;
  }

  /** Asks the server as no page does: for a test's own ends. */
  async ask(path, { body, held, method = body === undefined ? "GET" : "POST" } = {}) {
    const headers = {
      ...(body && { "content-type": "application/json" }),
      ...(held && { authorization: `Bearer ${held}` }),
    };
    const answer = await fetch(this.origin + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** Has the next requests of the API go wrong. */
  fault(fault, path, more = {}) {
    return this.ask("/test/faults", { body: { fault, path, ...more } });
  }

  calm() {
    return this.ask("/test/faults", { method: "DELETE" });
  }

  advance(seconds) {
    return this.ask("/test/clock", { body: { advanceSeconds: seconds } });
  }

  /** Whom the simulator knows, by what cards are of. */
  async population() {
    const people = [];
    for (let some; some?.length !== 0; people.push(...some)) {
      const answer = await fetch(`${this.control}api/patients?from=${people.length}`);
      some = (await answer.json()).patients;
    }
    return new Map(people.map((person) => [person.id, person]));
  }

  /** A card in a state, of somebody whose insurance is as it says. */
  card(state, nth = 0, standing = "insured") {
    const fits = ({ id, state: { code } }) => code === `card.${state}` && this.people.get(id).standing === standing;
    const found = this.cards.filter(fits)[nth];
    if (!found) throw new Error(`there is no card that is ${state}`);
    return found;
  }

  /** A visit that fits, and its card. */
  visit(fits) {
    const visit = this.visits.find(fits);
    return { visit, card: this.cards.find(({ id }) => id === Number(visit.patientNumber)) };
  }

  /** What the server has of a person who was here, told to another reception. */
  async registered(card) {
    const { session } = await this.read(card);
    return (await this.ask("/api/session/consents", { held: session })).consents;
  }

  /** A reception without a page, whose card was read and confirmed. */
  async read(card) {
    const { session, cardAppUrl } = await this.open();
    const { confirmation } = await this.hold(cardAppUrl, card);
    return this.ask("/api/session/confirm", { held: session, body: { number: confirmation, key: crypto.randomUUID() } });
  }

  /** A reception without a page. */
  open() {
    return this.ask(`/api/places${new URL(this.home).pathname}/sessions`, { body: {} });
  }

  /** What the card app does, without its screen. */
  async hold(cardAppUrl, card) {
    const handover = /handover=([^&]+)/.exec(cardAppUrl)[1];
    const signed = await this.ask(`/card-app/api/cards/${card.id}/sign`, { body: { handover, pin: card.pin } });
    return this.ask("/api/handover/card", { body: signed, held: handover });
  }
}
