/**
 * Receptions under way, sealed at rest.
 *
 * Each record is AES-GCM under a key that no script can export, with a fresh IV; bound
 * into it are the record's id and the version of its shape. That protects a copy of the
 * disk, not an unlocked phone. Some browsers refuse to store such a key (Lockdown Mode,
 * some private modes): a round trip at the start finds out, and then everything stays in
 * memory, which the page says.
 */
import { SCHEMA, type Kept } from "./flow/kept";

export interface Vault {
  /** `memory`: closing the page loses what is not sent yet. */
  readonly mode: "sealed" | "memory";
  put(id: string, value: unknown, until: number): Promise<void>;
  get<T>(id: string): Promise<T | undefined>;
  all<T>(prefix: string): Promise<T[]>;
  remove(id: string): Promise<void>;
}

interface Sealed {
  id: string;
  iv: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
  until: number;
}

const DATABASE = "onshi-home-visit";
const RECORDS = "records";
const KEYS = "keys";
const KEY = "this-device";

/** Opens the vault; never fails, never waits for long. */
export async function openVault(): Promise<Vault> {
  try {
    const vault = new SealedVault(await database());
    await vault.prove();
    await vault.sweep();
    return vault;
  } catch {
    return new MemoryVault();
  }
}

/** What is sealed of receptions, not of anything else. */
export const RECEPTION = "reception:";
export const keep = (vault: Vault, kept: Kept): Promise<void> =>
  vault.put(RECEPTION + kept.id, kept, kept.until);
export const forget = (vault: Vault, kept: Kept): Promise<void> =>
  vault.remove(RECEPTION + kept.id);

class SealedVault implements Vault {
  readonly mode = "sealed";
  #key: Promise<CryptoKey> | undefined;

  constructor(private db: IDBDatabase) {}

  /** Seals and opens once with the key as the database gives it back. */
  async prove(): Promise<void> {
    await this.key();
    this.#key = undefined;
    await this.put("proof", "round trip", Date.now() + 60_000);
    if ((await this.get<string>("proof")) !== "round trip") throw new Error("not the same");
    await this.remove("proof");
  }

  async sweep(): Promise<void> {
    const records = await this.request<Sealed[]>(RECORDS, "readonly", (store) => store.getAll());
    const over = records.filter((record) => record.until <= Date.now());
    await Promise.all(over.map((record) => this.remove(record.id)));
  }

  async put(id: string, value: unknown, until: number): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const key = await this.key();
    const sealed = await crypto.subtle.encrypt(parameters(id, iv), key, plain);
    const record: Sealed = { id, iv, sealed, until };
    await this.request(RECORDS, "readwrite", (store) => store.put(record));
  }

  async get<T>(id: string): Promise<T | undefined> {
    const record = await this.request<Sealed | undefined>(RECORDS, "readonly", (store) =>
      store.get(id),
    );
    return record && this.open<T>(record);
  }

  async all<T>(prefix: string): Promise<T[]> {
    const records = await this.request<Sealed[]>(RECORDS, "readonly", (store) => store.getAll());
    const wanted = records.filter((record) => record.id.startsWith(prefix));
    const opened = await Promise.all(wanted.map((record) => this.open<T>(record)));
    return opened.filter((value) => value !== undefined);
  }

  async remove(id: string): Promise<void> {
    await this.request(RECORDS, "readwrite", (store) => store.delete(id));
  }

  /** What cannot be opened, of another version or changed, is removed. */
  private async open<T>(record: Sealed): Promise<T | undefined> {
    if (record.until > Date.now()) {
      try {
        const key = await this.key();
        const plain = await crypto.subtle.decrypt(parameters(record.id, record.iv), key, record.sealed);
        return JSON.parse(new TextDecoder().decode(plain)) as T;
      } catch {
        // Nothing to be had from it.
      }
    }
    await this.remove(record.id);
    return undefined;
  }

  private key(): Promise<CryptoKey> {
    this.#key ??= this.stored();
    return this.#key;
  }

  private async stored(): Promise<CryptoKey> {
    const read = () => this.request<CryptoKey | undefined>(KEYS, "readonly", (store) => store.get(KEY));
    const there = await read();
    if (there) return there;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    // Another tab may have been first: `add` leaves its key alone.
    await this.request(KEYS, "readwrite", (store) => store.add(made, KEY)).catch(() => undefined);
    const kept = await read();
    if (!kept) throw new Error("the key was not kept");
    return kept;
  }

  /** A connection that the browser closed in between is opened again, once. */
  private async request<T>(
    name: string,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<T> {
    try {
      return await this.#request<T>(name, mode, ask);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
      this.db = await database();
      this.#key = undefined;
      return this.#request<T>(name, mode, ask);
    }
  }

  #request<T>(
    name: string,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const transaction = this.db.transaction(name, mode, { durability: "strict" });
      const asked = ask(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(asked.result as T);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

const parameters = (id: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: "AES-GCM",
  iv,
  additionalData: new TextEncoder().encode(JSON.stringify([id, SCHEMA])),
});

/** The same where nothing can be sealed: it is gone with the page. */
export class MemoryVault implements Vault {
  readonly mode = "memory";
  readonly #records = new Map<string, { value: string; until: number }>();

  async put(id: string, value: unknown, until: number): Promise<void> {
    this.#records.set(id, { value: JSON.stringify(value), until });
  }

  async get<T>(id: string): Promise<T | undefined> {
    const record = this.#records.get(id);
    if (!record || record.until <= Date.now()) return undefined;
    return JSON.parse(record.value) as T;
  }

  async all<T>(prefix: string): Promise<T[]> {
    const ids = [...this.#records.keys()].filter((id) => id.startsWith(prefix));
    const all = await Promise.all(ids.map((id) => this.get<T>(id)));
    return all.filter((value) => value !== undefined);
  }

  async remove(id: string): Promise<void> {
    this.#records.delete(id);
  }
}

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, SCHEMA);
    opening.onupgradeneeded = () => {
      const db = opening.result;
      for (const name of [...db.objectStoreNames]) db.deleteObjectStore(name);
      db.createObjectStore(RECORDS, { keyPath: "id" });
      db.createObjectStore(KEYS);
    };
    opening.onsuccess = () => {
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error("another tab has an older version open"));
  });
}
