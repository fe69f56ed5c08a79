/** Dates as people here read them: 和暦 first, （西暦） beside; ISO 8601 in English. */
import { currentLanguage } from "../words";

const ERA = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { dateStyle: "long", timeZone: "Asia/Tokyo" });
const YEAR = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "Asia/Tokyo" });
/** Swedish is written as ISO 8601. */
const LOCAL = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: "Asia/Tokyo" });

/** `2026-11-24` or an instant; what is neither is given back. */
export function showDate(text: string): string {
  const date = parse(text);
  if (!date) return text;
  return currentLanguage() === "ja" ? `${ERA.format(date)}（${YEAR.format(date)}年）` : LOCAL.format(date).slice(0, 10);
}

/** An instant with its time of day in Japan. */
export function showInstant(text: string): string {
  const date = parse(text);
  if (!date) return text;
  const time = LOCAL.format(date).slice(11);
  return currentLanguage() === "ja" ? `${showDate(text)} ${time}` : `${showDate(text)} ${time} (JST)`;
}

/** From when to when; either may be open. */
export const showSpan = (from: string, to: string): string =>
  currentLanguage() === "ja" ? `${from} 〜 ${to}` : `${from || "…"} – ${to || "…"}`;

export const showUntil = (instant: string): string =>
  currentLanguage() === "ja" ? `${showInstant(instant)} まで` : `until ${showInstant(instant)}`;

/** As a field for date and time takes it. */
export const inJapan = (date: Date): string => LOCAL.format(date).replace(" ", "T");

export const nowInJapan = (): string => inJapan(new Date());

/** `20261124090000`, as messages write instants; none where it is something else. */
export function ofMessage(text: string | undefined): string | null {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text ?? "");
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

function parse(text: string): Date | null {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+09:00` : text);
  return Number.isNaN(date.getTime()) ? null : date;
}
