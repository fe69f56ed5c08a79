/** Text around DER. */

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Shorter texts are words. */
const LEAST = 40;

/** The blocks of a text in their order; none in place of one that is not base64. */
export function pemBlocks(text: string): (Uint8Array<ArrayBuffer> | null)[] {
  return Array.from(text.matchAll(BLOCK), ([, , body]) => fromBase64(body ?? ""));
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
