/** What is kept of a bulk result while it is read: as much as is shown, however many there are. */
import type { MessageContent, Problem, eligibility } from "@onshi/web";
import { people, units } from "./people";
import type { Bulk, Unit } from "./question";

/** Persons that are shown, of all and of those for whom it is not settled. */
const SHOWN = 200;

/** Problems that are shown. */
const PROBLEMS = 100;

const SETTLED = "eligible";

export class Tally {
  #states = new Map<string, Bulk["states"][number]>();
  #whole: Bulk["whole"] | undefined;
  #first: Unit[] = [];
  #attention: Unit[] = [];
  #parts = 0;
  #notes = new Map<string, Problem>();
  persons = 0;

  add({ units: judged, ...whole }: eligibility.BulkJudgement, content: MessageContent): void {
    this.#parts += 1;
    const sent = units(content);
    for (const [index, unit] of judged.entries()) {
      this.#count(unit, people(sent[index]));
    }
    // What every part says again, because it has the header, is one note.
    for (const note of whole.notes) {
      const key = `${note.code} ${note.place.path}`;
      if (this.#notes.size < PROBLEMS && !this.#notes.has(key)) this.#notes.set(key, note);
    }
    this.#whole = whole;
  }

  #count(unit: eligibility.UnitJudgement, who: Unit["people"]): void {
    this.persons += 1;
    const { state } = unit.judgement;
    const known = this.#states.get(state.code);
    if (known) known.count += 1;
    else this.#states.set(state.code, { state, count: 1 });
    const shown = { number: this.persons, unit, people: who };
    if (this.#first.length < SHOWN) this.#first.push(shown);
    if (state.code !== SETTLED && this.#attention.length < SHOWN) this.#attention.push(shown);
  }

  bulk(): Bulk {
    if (!this.#whole) throw new Error("nothing was judged");
    return {
      whole: { ...this.#whole, notes: [...this.#notes.values()] },
      persons: this.persons,
      states: [...this.#states.values()],
      first: this.#first,
      attention: this.#attention,
      parts: this.#parts,
    };
  }
}
