// Bytes where JSON has none: base64 on the way in, Uint8Array on the way out.
import { fault } from "./error.js";

/** Bytes of any kind, as the module takes them. */
export function bytes(value) {
  if (value == null) return new Uint8Array();
  if (value instanceof Uint8Array) return value;
  const octets = view(value);
  if (octets === undefined) throw fault("not-bytes");
  return octets;
}

function view(value) {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  const name = Object.prototype.toString.call(value);
  return /^\[object (Shared)?ArrayBuffer]$/.test(name) ? new Uint8Array(value) : undefined;
}

/** The value with whatever bytes are in it as base64. Messages have none. */
export function encoded(value, name) {
  if (typeof value !== "object" || value === null || name === "content") return value;
  const octets = view(value);
  if (octets !== undefined) return toBase64(octets);
  if (Array.isArray(value)) return value.map((item) => encoded(item));
  const entries = Object.entries(value).map(([key, item]) => [key, encoded(item, key)]);
  return Object.fromEntries(entries);
}

/** Puts bytes where base64 is: at paths such as `actions.*.bytes`. */
export function decode(value, path) {
  if (typeof value !== "object" || value === null) return;
  const [name, ...rest] = path;
  if (name === "*") return value.forEach((_, at) => decode(value, [at, ...rest]));
  if (rest.length > 0) return decode(value[name], rest);
  if (typeof value[name] === "string") value[name] = fromBase64(value[name]);
}

const CHUNK = 0x8000;

function toBase64(octets) {
  if (octets.toBase64 !== undefined) return octets.toBase64();
  let text = "";
  for (let at = 0; at < octets.length; at += CHUNK) {
    text += String.fromCharCode(...octets.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

function fromBase64(text) {
  if (Uint8Array.fromBase64 !== undefined) return Uint8Array.fromBase64(text);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
