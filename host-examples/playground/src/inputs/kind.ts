/** What was dropped, by its first bytes. What a message says is for the SDK alone to tell. */
import type { Chart } from "@onshi/web";
import { derKind } from "./der";
import { fromBase64, pemBlocks } from "./pem";

export type Dropped =
  | { kind: "message"; file: Blob; name: string }
  | { kind: "chart"; chart: Chart; text: string }
  | { kind: "trust"; items: Found[] };

/** What a chain is built and checked with. */
export type TrustKind = "certificate" | "crl" | "ocsp";

/** One of them, and where it was found. */
export interface Found {
  name: string;
  of: TrustKind;
  der: Uint8Array;
  /** What it was written as; of PEM, which block of the file, from 0. */
  form: { as: "der" | "base64" } | { as: "pem"; block: number };
}

/** What was pasted without a name. */
const PASTED = "pasted.txt";

/** Larger files are messages. */
const SMALL = 4 << 20;

export async function recognise(file: Blob, name: string): Promise<Dropped> {
  if (file.size > SMALL) return { kind: "message", file, name };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return trust(bytes, name || PASTED) ?? chart(bytes) ?? { kind: "message", file, name };
}

/** The same of what was pasted, which may be base64 of any of them. */
export async function recogniseText(text: string, name: string): Promise<Dropped> {
  const isTrust = trust(new TextEncoder().encode(text), name);
  return recognise(new Blob([isTrust ? text : (fromBase64(text) ?? text)]), name);
}

function trust(bytes: Uint8Array, name: string): Dropped | null {
  const kind = derKind(bytes);
  if (kind) return { kind: "trust", items: [{ name, of: kind, der: bytes, form: { as: "der" } }] };
  const text = new TextDecoder().decode(bytes);
  const decoded = fromBase64(text);
  const decodedKind = decoded && derKind(decoded);
  if (decodedKind) return { kind: "trust", items: [{ name, of: decodedKind, der: decoded, form: { as: "base64" } }] };
  const items = pemBlocks(text).flatMap((der, block): Found[] => {
    const of = der && derKind(der);
    return of ? [{ name, of, der, form: { as: "pem", block } }] : [];
  });
  return items.length > 0 ? { kind: "trust", items } : null;
}

/** A patient as the chart has them, and not the Web API's message, which is JSON too. */
function chart(bytes: Uint8Array): Dropped | null {
  const text = new TextDecoder().decode(bytes);
  if (!text.trimStart().startsWith("{")) return null;
  const parsed = parseChart(text);
  return parsed ? { kind: "chart", chart: parsed, text } : null;
}

export function parseChart(text: string): Chart | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && !("XmlMsg" in value) && !("MessageBody" in value) ? (value as Chart) : null;
  } catch {
    return null;
  }
}
