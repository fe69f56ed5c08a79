/** Dates as people here read them: 和暦 first, （西暦） beside. */
const ERA = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  era: "long",
  year: "numeric",
  month: "long",
  day: "numeric",
  timeZone: "Asia/Tokyo",
});
const TIME = new Intl.DateTimeFormat("ja-JP", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "Asia/Tokyo",
});
const YEAR = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "Asia/Tokyo" });
const ISO = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" });

/** `2026-11-24`, `20261124` or an instant; what is none of them is given back. */
export function showDate(text: string): string {
  const date = parse(text);
  return date ? `${ERA.format(date)}（${YEAR.format(date)}年）` : text;
}

/** An instant with its time of day. */
export function showInstant(text: string): string {
  const date = parse(text);
  return date ? `${showDate(text)} ${TIME.format(date)}` : text;
}

export const showTime = (text: string): string => TIME.format(new Date(text));

/** The date an instant has in Japan, ISO 8601. */
export const dateInJapan = (millis: number): string => ISO.format(new Date(millis));

function parse(text: string): Date | undefined {
  const compact = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  const [, year, month, day] = compact ?? [];
  const date = new Date(compact ? `${year}-${month}-${day}T00:00:00+09:00` : text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A date typed in three fields, with digits of any width; none where there is no such day. */
export function typedDate(year: string, month: string, day: string): string | undefined {
  const digits = [year, month, day].map((text) => text.normalize("NFKC").trim());
  if (!digits.every((text) => /^\d{1,4}$/.test(text))) return undefined;
  const [y, m, d] = digits.map(Number) as [number, number, number];
  const date = new Date(Date.UTC(y, m - 1, d));
  const same = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return same ? date.toISOString().slice(0, 10) : undefined;
}

/**
 * Until when a plastic card still gives the eligibility at a counter's reader: three months
 * from the end of the month in which its certificate expired. For orientation.
 */
export function graceEnd(notAfter: string): string {
  const [year, month] = dateInJapan(Date.parse(notAfter)).split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month + 3, 0)).toISOString().slice(0, 10);
}
