/** Which part each certificate plays in the question; a choice the person can change. */
import type { certificate } from "@onshi/web";
import type { Found, TrustKind } from "./kind";

export type Role = "leaf" | "intermediate" | "anchor" | "crl" | "ocsp" | "unused";

export interface TrustItem extends Found {
  role: Role;
  /** Of a certificate that could be read. */
  summary: certificate.CertificateSummary | null;
}

/** What it is called on the screen: the file, and which of its blocks beyond the first. */
export const titleOf = ({ name, form }: TrustItem): string =>
  form.as === "pem" && form.block > 0 ? `${name} (${form.block + 1})` : name;

/** The roles that an item can have. */
export function rolesFor(of: TrustKind): Role[] {
  return of === "certificate" ? ["leaf", "intermediate", "anchor", "unused"] : [of, "unused"];
}

/** Guesses the roles of those that have none yet: a self-issued one is an anchor, as dropped. */
export function assign(items: TrustItem[]): void {
  const summaries = items.flatMap(({ summary }) => (summary ? [summary] : []));
  for (const item of items.filter(({ role }) => role === "unused")) {
    item.role = item.of === "certificate" ? guess(item, items, summaries) : item.of;
  }
}

function guess({ summary }: TrustItem, items: TrustItem[], all: certificate.CertificateSummary[]): Role {
  if (summary?.selfIssued && items.length > 1) return "anchor";
  const issues = all.some((other) => other !== summary && other.issuer === summary?.subject);
  if (issues) return "intermediate";
  return items.some(({ role }) => role === "leaf") ? "unused" : "leaf";
}
