/** Who results are about, in the order of the judgement: names are in the content alone. */
import type { Person } from "./question";

const RESULT = "ResultOfQualificationConfirmation";

/** Everybody in a content, or a part of it. */
export function people(value: unknown): Person[] {
  if (Array.isArray(value)) return value.flatMap(people);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === RESULT ? [member].flat().map(person) : people(member),
  );
}

/** The units of a bulk result, each with its own. */
export function units(content: unknown): unknown[] {
  const body = (content as { XmlMsg?: { MessageBody?: { BulkConfirmUnit?: unknown } } }).XmlMsg?.MessageBody;
  return body?.BulkConfirmUnit === undefined ? [] : [body.BulkConfirmUnit].flat();
}

function person(result: unknown): Person {
  const { Name: name, NameKana: kana } = result as { Name?: string; NameKana?: string };
  return { name: name ?? "", kana: kana ?? "" };
}
