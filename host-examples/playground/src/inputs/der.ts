/**
 * Whether bytes look like a certificate, a CRL or an OCSP response, by the tags they begin
 * with. It only chooses where they are handed in: the SDK reads them.
 */
import type { TrustKind } from "./kind";

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const ENUMERATED = 0x0a;
const EXPLICIT_0 = 0xa0;

export function derKind(bytes: Uint8Array): TrustKind | null {
  const outer = inside(bytes, 0);
  if (bytes[0] !== SEQUENCE || outer === null) return null;
  if (bytes[outer] === ENUMERATED) return "ocsp";
  const inner = inside(bytes, outer);
  if (bytes[outer] !== SEQUENCE || inner === null) return null;
  // tbsCertificate: the version in [0], or in version 1 the serial number, and then the
  // algorithm and the issuer; tbsCertList: the version, the algorithm, the issuer, a time.
  if (bytes[inner] === EXPLICIT_0) return "certificate";
  if (bytes[inner] !== INTEGER) return null;
  const isVersion2 = bytes[inner + 1] === 1 && bytes[inner + 2] === 1;
  return isVersion2 ? "crl" : "certificate";
}

/** Where the contents of an element begin. */
function inside(bytes: Uint8Array, at: number): number | null {
  const length = bytes[at + 1];
  if (length === undefined) return null;
  return length < 0x80 ? at + 2 : at + 2 + (length & 0x7f);
}
