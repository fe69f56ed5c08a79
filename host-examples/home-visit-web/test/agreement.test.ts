import { expect, test } from "vitest";
import { agree } from "../src/flow/agreement";
import type { Verdict } from "../src/flow/shapes";
import type { Session } from "../src/server";

const verdict = (state: string, sha256 = "aa", findings: object[] = []): Verdict =>
  ({ state, at: "2026-11-24T00:00:00Z", chain: [{ sha256, notAfter: "2027-01-31T14:59:59Z" }], findings }) as never;
const session = (of: object): Session =>
  ({ state: "verified", verdict: verdict("valid"), checks: [], now: "2026-11-24T00:00:00Z", ...of }) as never;
const finding = (code: string, outcome: string) => ({ code, outcome, message: code, messageJa: code });

test("verified: page and server both find the same certificate valid", () => {
  expect(agree(verdict("valid"), session({})).verified).toBe(true);
});

test.each([
  ["the page does not find it valid", verdict("invalid"), {}],
  ["the page could not check what must be checked", verdict("not-checked"), {}],
  ["the server does not find it valid", verdict("valid"), { verdict: verdict("invalid") }],
  ["the server gives no verdict", verdict("valid"), { verdict: null }],
  ["the server's verdict is of another certificate", verdict("valid"), { verdict: verdict("valid", "bb") }],
  ["the server refused the card all the same", verdict("valid"), { state: "refused" }],
  ["the certificate expired and only the eligibility is asked", verdict("expired-within-grace"), { verdict: verdict("expired-within-grace"), state: "eligibility-only" }],
  ["there is no chain on either side", { ...verdict("valid"), chain: [] }, { verdict: { ...verdict("valid"), chain: [] } }],
])("not verified: %s", (_, page, of) => {
  expect(agree(page as Verdict, session(of)).verified).toBe(false);
});

test("the eligibility alone: page and server both find the same certificate in its grace", () => {
  const grace = (sha256 = "aa") => verdict("expired-within-grace", sha256);
  const alone = (page: Verdict, of: object) => agree(page, session({ state: "eligibility-only", ...of })).eligibilityOnly;
  expect(alone(grace(), { verdict: grace() })).toBe(true);
  expect(alone(verdict("invalid"), { verdict: grace() })).toBe(false);
  expect(alone(verdict("not-checked"), { verdict: grace() })).toBe(false);
  expect(alone(grace(), { verdict: verdict("invalid") })).toBe(false);
  expect(alone(grace(), { verdict: grace("bb") })).toBe(false);
  expect(alone(grace(), { verdict: grace(), state: "refused" })).toBe(false);
});

test("what nobody checked is said by the server, who has the journal", () => {
  const page = verdict("valid", "aa", [finding("challenge.single-use-not-checked", "not-checked")]);
  const checks = [finding("single-use", "passed"), finding("revocation", "not-checked")];
  const { open, page: side } = agree(page, session({ checks }));
  expect(open.map(({ code }) => code)).toEqual(["revocation"]);
  expect(side.open.map(({ code }) => code)).toEqual(["challenge.single-use-not-checked"]);
});

test("a server that says nothing of its checks leaves open what the verdicts leave open", () => {
  const page = verdict("valid", "aa", [finding("certificate.revocation-not-checked", "not-checked")]);
  expect(agree(page, session({ checks: undefined })).open).toHaveLength(1);
});
