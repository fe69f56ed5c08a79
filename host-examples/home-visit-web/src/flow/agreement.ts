/** Whether page and server came to the same verdict. Only this decides on 「確認済み」. */
import type { Coded, Verdict } from "./shapes";
import type { Check, Session } from "../server";

export interface Agreement {
  /** Both found chain and signature valid, of the same certificate. */
  verified: boolean;
  /** Both take it for the eligibility alone: the certificate expired, and is in its grace. */
  eligibilityOnly: boolean;
  page: Side;
  server: Side;
  /** What the server says that it, or the service behind it, did and did not check. */
  checks: Check[];
  /** What nobody checked. */
  open: Coded[];
  /** Last second of the card's certificate. */
  notAfter?: string;
}

export interface Side {
  state: string;
  at: string;
  /** Which certificate it is about. */
  certificate?: string;
  failed: Coded[];
  /** What this side did not check; the other may have. */
  open: Coded[];
}

export function agree(page: Verdict, session: Session): Agreement {
  const server = session.verdict;
  const mine = side(page);
  const theirs = server ? side(server) : { state: "not-checked", at: session.now, failed: [], open: [] };
  const same = mine.certificate !== undefined && mine.certificate === theirs.certificate;
  const both = (state: string) => same && mine.state === state && theirs.state === state;
  const verified = both("valid") && session.state === "verified";
  const limited = both("valid") || both("expired-within-grace");
  const notAfter = (page.chain[0] ?? server?.chain[0])?.notAfter;
  return {
    verified,
    eligibilityOnly: limited && session.state === "eligibility-only",
    page: mine,
    server: theirs,
    checks: session.checks ?? [],
    open: open(mine, theirs, session),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

function side(verdict: Verdict): Side {
  const certificate = verdict.chain[0]?.sha256;
  return {
    state: verdict.state,
    at: verdict.at,
    failed: coded(verdict, "failed"),
    open: coded(verdict, "not-checked"),
    ...(certificate === undefined ? {} : { certificate }),
  };
}

const coded = (verdict: Verdict, outcome: string): Coded[] =>
  verdict.findings
    .filter((finding) => finding.outcome === outcome)
    .map(({ code, message, messageJa }) => ({ code, message, messageJa }));

/**
 * The server's word for it, who has both checks and journal; where it gives none, whatever
 * either component left open.
 */
function open(mine: Side, theirs: Side, session: Session): Coded[] {
  const said = session.checks ?? [];
  const left = said.length > 0 ? said.filter(({ outcome }) => outcome === "not-checked") : [...mine.open, ...theirs.open];
  const seen = new Set<string>();
  return left
    .map(({ code, message, messageJa }) => ({ code, message, messageJa }))
    .filter(({ code }) => !seen.has(code) && seen.add(code));
}
