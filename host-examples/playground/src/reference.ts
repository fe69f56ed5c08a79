/** What is known of interfaces and elements, and from where: made from the layouts by the build. */
import address from "../../../dist/explain.json?url";
import english from "../../../dist/reference/messages.en.md?url";
import japanese from "../../../dist/reference/messages.ja.md?url";
import { currentLanguage } from "./words";

interface Entry {
  subject: "interface" | "element" | "code" | "table";
  word: string;
  ja: string;
  en: string;
  detailsJa: string[];
  detailsEn: string[];
}

export interface Explained {
  name: string;
  details: string[];
  /** Where its JSON Schema is, of an interface with a layout. */
  schema: string | null;
}

const SCHEMAS = import.meta.glob<string>("../../../dist/schemas/*.json", {
  query: "?url",
  import: "default",
  eager: true,
});

const entries = new Map<string, Entry>();

/** Where the whole reference is. */
export const reference = (): string => (currentLanguage() === "ja" ? japanese : english);

/** Loads it, with the page: afterwards no line is needed. */
export async function loadReference(): Promise<void> {
  const list = (await (await fetch(address)).json()) as Entry[];
  for (const entry of list) {
    if (entry.subject === "interface" || entry.subject === "code") entries.set(entry.word, entry);
    if (entry.subject === "element") {
      for (const place of places(entry)) entries.set(place, entry);
    }
  }
}

export function explainInterface(id: string): Explained | null {
  const schema = SCHEMAS[`../../../dist/schemas/${id}.json`] ?? null;
  return explained(entries.get(id), 0, schema);
}

/** A code of a table that an element's details name, with where its meaning is known from. */
export function explainCode(element: Explained, value: string): Explained | null {
  const table = /\b[A-Z]+CD\d+\b/.exec(element.details[0] ?? "")?.[0];
  return table === undefined ? null : explained(entries.get(`${table}=${value}`), 1, null);
}

/** An element by its place, such as `MessageBody/ResultList[2]/Name`. */
export function explainElement(id: string, path: string): Explained | null {
  return explained(entries.get(`${id} ${path.replace(/\[\d+\]/g, "")}`), 1, null);
}

function explained(entry: Entry | undefined, skip: number, schema: string | null): Explained | null {
  if (!entry) return null;
  const isJa = currentLanguage() === "ja";
  return {
    name: isJa ? entry.ja : entry.en,
    details: (isJa ? entry.detailsJa : entry.detailsEn).slice(skip),
    schema,
  };
}

/** `Place: OQS-IF-002 MessageBody/…; OQS-IF-008 MessageBody/…`: the first detail of an element. */
function places({ detailsEn }: Entry): string[] {
  return (detailsEn[0] ?? "").replace(/^Place: /, "").split("; ");
}
