// Whoever has the page in hand: sees what is on the glass, and presses.
import assert from "node:assert/strict";
import { launchKept, visit, watch } from "../../web/support/browser.mjs";

/** The word that nobody may say alone. */
export const VERIFIED = "確認済み";

/** A machine that builds at the same time is slow, and no browser's fault. */
const PATIENCE = 90_000;

/** A browser says in its console what did not get through; that is what some tests are about. */
const LINE = /^Failed to load resource/;

export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1,
  isMobile: true,
  hasTouch: true,
  locale: "ja-JP",
  timezoneId: "Asia/Tokyo",
};

export class Hand {
  constructor(world, visited) {
    Object.assign(this, { world, page: visited.page, context: visited.context, seen: visited.seen });
  }

  /** Opens an address of the server in a browser of its own. */
  static async open(world, address = world.home, { prepare, ...options } = {}) {
    const all = { ...PHONE, ...options };
    const ready = async (context) => {
      context.setDefaultTimeout(PATIENCE);
      await context.addInitScript(listen, VERIFIED);
      await prepare?.(context);
    };
    return new Hand(world, await visit(world.browser, world, pathOf(world, address), all, ready));
  }

  /** Opens it in a browser that is kept on the disk. */
  static async openKept(world, folder, address = world.home) {
    const context = await launchKept(folder, PHONE);
    return new Hand(world, await watch(context, world, pathOf(world, address)));
  }

  /** Waits for a screen by its heading. */
  async sees(title) {
    await this.page.getByRole("heading", { level: 1, name: title }).waitFor()
      .catch((problem) => this.#tell(problem));
  }

  /** Waits for a text anywhere. */
  async reads(text) {
    await this.page.getByText(text).first().waitFor().catch((problem) => this.#tell(problem));
  }

  /** Presses a button or a link by how its name begins. */
  async press(name) {
    await this.control(name).click().catch((problem) => this.#tell(problem));
  }

  control(name) {
    const named = { name: new RegExp(`^${name.replace(/[()]/g, "\\$&")}`) };
    return this.page.getByRole("button", named).or(this.page.getByRole("link", named)).first();
  }

  /** The lawful ways on that are offered. */
  async ways() {
    await this.page.getByRole("heading", { name: "つぎにできること" }).first().waitFor()
      .catch((problem) => this.#tell(problem));
    const all = await this.page.locator("ol.ways > li").allInnerTexts();
    // Those that are folded away are not seen.
    return all.filter((way) => way !== "");
  }

  /** What is on the glass. */
  text() {
    return this.page.locator("body").innerText();
  }

  /** Fails where the page says that the card was verified, or ever said so. */
  async neverVerified() {
    assert.ok(!(await this.has(VERIFIED)), "it says so");
    assert.equal(await this.page.evaluate(() => globalThis.__said), false, "it said so");
  }

  async has(text) {
    return (await this.text()).includes(text);
  }

  /** Fails where the page broke its policy, reached another origin or had an error. */
  quiet() {
    const { violations, foreign, errors } = this.seen;
    const own = errors.filter((error) => !LINE.test(error));
    assert.deepEqual({ violations, foreign, own }, { violations: [], foreign: [], own: [] });
  }

  async close() {
    this.quiet();
    await this.context.close();
  }

  async #tell(problem) {
    throw new Error(`${problem.message}\nshown: ${await this.text()}\nseen: ${JSON.stringify(this.seen)}`);
  }
}

const pathOf = ({ origin }, address) => (address.startsWith("http") ? address.slice(origin.length) : address);

/** In the page: remembers whether a word was ever on it. */
function listen(word) {
  globalThis.__said = false;
  const look = () => {
    globalThis.__said ||= document.body?.innerText.includes(word) ?? false;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}
