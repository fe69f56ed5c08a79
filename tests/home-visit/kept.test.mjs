// What stays on the phone: what is needed to go on, sealed with a key that no script can
// take out; in memory alone where that cannot be; and nothing once it is over.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Hand } from "./support/hand.mjs";
import { fromWho, hold, toCard } from "./support/walk.mjs";
import { World } from "./support/world.mjs";

describe("what the phone keeps", () => {
  let world, visit, card;
  before(async () => {
    world = await World.start();
    ({ visit, card } = world.visit(({ state, card, name }) => state.code === "visit.first" && !card && name.includes("●")));
  });
  after(() => world.stop());

  /** The staff's device with a reception under way that is not sent: all there is to keep. */
  async function underWay() {
    const hand = await Hand.open(world, world.staff);
    await hand.press("きょうの訪問");
    await hand.press(visit.time);
    await hand.press("同意登録をする");
    await fromWho(hand, { who: "訪問した職員" });
    await world.fault("lost-request", "/consents", { times: 1000 });
    await hold(hand, card);
    await hand.reads("まだ送っていません");
    return hand;
  }

  /**
   * What must not be found: of the person, and what opens the reception. Two letters of one
   * byte each stand in any ciphertext by chance.
   */
  const secrets = (kept) => [
    ...card.name.split(/[●\s　]/), ...card.kana.split(/\s/), ...card.kana.normalize("NFKC").split(/\s/),
    card.birthdate, visit.birthdate, visit.patientNumber, world.staff.split("staff=")[1], ...kept,
  ].filter((secret) => secret.length > (/^[\x20-\x7eｦ-ﾟ]+$/.test(secret) ? 2 : 1));

  it("is sealed, with a key that cannot be taken out", async () => {
    const hand = await underWay();
    const found = await hand.page.evaluate(dump);
    assert.ok(found.records >= 3, "the place, the staff's key and the reception");
    assert.equal(found.keys.length, 1);
    assert.deepEqual(found.keys[0], { extractable: false, exported: "InvalidAccessError", name: "AES-GCM", length: 256 });
    assert.ok(found.text.includes("reception:"), "the dump sees what is there");
    for (const secret of secrets(["medicines", "agreement", "intention"])) {
      assert.ok(!found.text.includes(secret), "in plain text");
    }
    await world.calm();
    await hand.press("いまもう一度ためす");
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("is nothing personal in caches, in other stores, in the address or the title", async () => {
    const hand = await underWay();
    await world.calm();
    await hand.press("いまもう一度ためす");
    await hand.sees("保険の資格があります");
    const { text, paths } = await hand.page.evaluate(elsewhere);
    for (const secret of secrets([])) assert.ok(!text.includes(secret), "found");
    // Nothing but the page's own files, which are everybody's.
    assert.ok(paths.length > 0);
    for (const path of paths) assert.match(path, /^\/($|icon\.svg$|assets\/[\w-]+\.(js|css|wasm)$)/);
    assert.equal(hand.page.url(), world.home);
    await hand.close();
  });

  it("is gone as soon as the result is there, and the server forgets the session too", async () => {
    const hand = await Hand.open(world);
    const held = [];
    hand.page.on("request", (request) => {
      if (request.method() === "DELETE") held.push(request.headers().authorization);
    });
    await toCard(hand);
    assert.equal(await hand.page.evaluate(receptions), 1);
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    await hand.page.waitForFunction(receptionsAreGone);
    await hand.press("終わる");
    await hand.sees("終わりました");
    const [forgotten] = held;
    await assert.rejects(world.ask("/api/session", { held: forgotten.split(" ")[1] }), /session\.unknown/);
    await hand.close();
  });

  it("is in memory alone where a key cannot be stored, and the page says so", async () => {
    const hand = await Hand.open(world, world.home, { prepare: (context) => context.addInitScript(refuseKeys) });
    await hand.sees("どの手続きをしますか");
    await hand.reads("終わるまでこの画面を閉じないでください");
    await toCard(hand);
    assert.equal(await hand.page.evaluate(receptions), 0);
    const link = hand.page.getByRole("link", { name: "読み取りアプリを開く" });
    assert.equal(await link.getAttribute("target"), "_blank", "this page has to stay open");
    await hand.context.setOffline(true);
    await hand.reads("この画面を閉じると消えます");
    await hand.context.setOffline(false);
    await hold(hand, card);
    await hand.sees("保険の資格があります");
    await hand.close();
  });

  it("is in memory alone where there is no database at all", async () => {
    const hand = await Hand.open(world, world.home, {
      prepare: (context) => context.addInitScript(() => {
        IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); };
      }),
    });
    await hand.reads("終わるまでこの画面を閉じないでください");
    await toCard(hand);
    await hand.close();
  });

  it("is thrown away where somebody changed it", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.page.goto(world.origin);
    await hand.page.evaluate(spoil);
    await hand.page.goto(world.home);
    await hand.sees("どの手続きをしますか");
    // The page looks into the store once it stands.
    await hand.page.waitForFunction(receptionsAreGone);
    assert.ok(!(await hand.has("つづきがあります")));
    await hand.close();
  });

  it("does not last into the next day", async () => {
    const hand = await Hand.open(world);
    await toCard(hand);
    await hand.page.goto(world.origin);
    await hand.context.clock.install({ time: Date.now() + 13 * 60 * 60 * 1000 });
    await hand.page.goto(world.home);
    await hand.sees("どの手続きをしますか");
    assert.equal(await hand.page.evaluate(receptions), 0);
    await hand.close();
  });
});

// What follows runs in the page.

/** Every record and key there is, and all of it as text in any encoding. */
async function dump() {
  const text = [];
  const keys = [];
  let records = 0;
  const read = (value) => {
    if (value instanceof CryptoKey) keys.push(value);
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer ?? value);
      for (const encoding of ["utf-8", "utf-16le", "shift_jis", "latin1"]) text.push(new TextDecoder(encoding).decode(bytes));
    } else if (typeof value === "object" && value !== null) {
      [...Object.keys(value), ...Object.values(value)].forEach((one) => read(one));
    } else text.push(String(value));
  };
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const db = await done(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store);
      const [values, ids] = await Promise.all([done(all.getAll()), done(all.getAllKeys())]);
      records += values.filter((value) => !(value instanceof CryptoKey)).length;
      [...values, ...ids].forEach((one) => read(one));
    }
    db.close();
  }
  const told = await Promise.all(keys.map(async (key) => ({
    extractable: key.extractable,
    exported: await crypto.subtle.exportKey("raw", key).then(() => "exported", (error) => error.name),
    name: key.algorithm.name,
    length: key.algorithm.length,
  })));
  return { text: text.join("\n"), keys: told, records };
}

/** Everything else that a page can leave behind. */
async function elsewhere() {
  const paths = [];
  const text = [document.title, location.href, document.cookie, JSON.stringify(history.state)];
  text.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname, search, hash } = new URL(request.url);
      paths.push(pathname + search + hash);
    }
  }
  return { text: text.join("\n"), paths };
}

/** How many receptions are kept. */
async function receptions() {
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open("onshi-home-visit");
    opening.onsuccess = () => resolve(opening.result);
  });
  if (!db.objectStoreNames.contains("records")) return 0;
  const all = db.transaction("records").objectStore("records").getAllKeys();
  await new Promise((done) => { all.onsuccess = done; });
  db.close();
  return all.result.filter((id) => id.startsWith("reception:")).length;
}

async function receptionsAreGone() {
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open("onshi-home-visit");
    opening.onsuccess = () => resolve(opening.result);
  });
  const all = db.transaction("records").objectStore("records").getAllKeys();
  await new Promise((done) => { all.onsuccess = done; });
  db.close();
  return !all.result.some((id) => id.startsWith("reception:"));
}

/** A browser that takes no key into its database, as in Lockdown Mode. */
function refuseKeys() {
  for (const name of ["put", "add"]) {
    const usual = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (value, ...rest) {
      if (value instanceof CryptoKey) throw new DOMException("", "DataCloneError");
      return usual.call(this, value, ...rest);
    };
  }
}

/** One bit of every reception is another. */
async function spoil() {
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open("onshi-home-visit");
    opening.onsuccess = () => resolve(opening.result);
  });
  const store = db.transaction("records", "readwrite").objectStore("records");
  const all = store.getAll();
  await new Promise((done) => { all.onsuccess = done; });
  const kept = all.result.filter(({ id }) => id.startsWith("reception:"));
  for (const record of kept) {
    new Uint8Array(record.sealed)[3] ^= 1;
    store.put(record);
  }
  await new Promise((done) => { store.transaction.oncomplete = done; });
  db.close();
  if (kept.length === 0) throw new Error("there was nothing to spoil");
}
