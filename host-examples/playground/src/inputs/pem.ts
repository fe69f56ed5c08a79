/** Text around DER. */

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Shorter texts are words. */
const LEAST = 40;

export function pemBlocks(text: string): { label: string; der: Uint8Array<ArrayBuffer> }[] {
  return Array.from(text.matchAll(BLOCK)).flatMap(([, label, body]) => {
    const der = fromBase64(body ?? "");
    return der ? [{ label: label ?? "", der }] : [];
  });
}

/** None where the text is something else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const packed = text.replace(/\s+/g, "");
  if (packed.length < LEAST || !BASE64.test(packed)) return null;
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
