// What every view has to be, whatever it says, and a picture of it to look at.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { folder as tools, tool } from "../../web/support/provided.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const axe = tool("axe-core");

/** Where pictures are left: in the target folder, which has the tools, too. */
const pictures = join(tools, "../playground-screens");
await mkdir(pictures, { recursive: true });

/** A thumb's width. */
const THUMB = 44;

/** More stops than any view has. */
const STOPS = 300;

export const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

/** All that is folded is shown. */
export const unfold = (page) => page.locator("details:not([open])").evaluateAll((all) => all.forEach((it) => (it.open = true)));

/** What axe finds, under the page's own policy: DevTools run it, not the page. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations: found, passes } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
  const ran = passes.map(({ id }) => id);
  for (const rule of ["color-contrast", "target-size"]) assert.ok(ran.includes(rule), `${rule} ran`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3).join(" | ")}`);
}

/** What makes the page wider than the window. */
export const tooWide = (page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
  return [`${scrollWidth} px in ${clientWidth}`, ...out.slice(0, 5).map(({ outerHTML }) => outerHTML.slice(0, 80))];
});

/**
 * What is pressed and is smaller than a thumb. A box to tick is pressed by its label, too;
 * a link in a line of text is as high as the line.
 */
export const tooSmall = (page) => page.evaluate((least) => {
  const pressed = [...document.querySelectorAll("button, summary, input, select, textarea, a")]
    .filter((one) => !one.matches("a") || one.parentElement.textContent.trim() === one.textContent.trim() || one.matches(".skip"))
    .map((one) => (one.matches("[type=checkbox]") ? one.labels[0] : one));
  return pressed
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < least || box.height < least))
    .map(({ one, box }) => `${one.outerHTML.slice(0, 80)} ${box.width}×${box.height}`);
}, THUMB);

/** What is told apart by its ground alone, which is not there where colours are the user's own. */
export const borderless = (page) => page.evaluate(() =>
  [...document.querySelectorAll("button, input:not([type=checkbox]), select, textarea, .banner, .chip, .problem, .quote, .state")]
    .filter((one) => one.getBoundingClientRect().width > 0 && !one.matches(".text"))
    .filter((one) => {
      const { borderStyle, borderWidth } = getComputedStyle(one);
      return borderStyle === "none" || borderWidth.split(" ").every((width) => parseFloat(width) < 1);
    })
    .map(({ outerHTML }) => outerHTML.slice(0, 80)));

/**
 * Goes on by Tab from where the focus is to the page's end, or from the result's heading
 * where a tab of it was chosen, and tells where the focus cannot be seen.
 */
export async function lostFocus(page) {
  const lost = [];
  await page.evaluate(() => document.activeElement.closest("[role=tablist]") && document.getElementById("result").focus());
  for (let stops = 0; stops < STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(unseen);
    if (at === null) return lost;
    if (at) lost.push(at);
  }
  throw new Error("there is no end to it");
}

/** In the page: what is wrong with how the focus is shown; nothing where the page has none. */
function unseen() {
  const it = document.activeElement;
  // From the last stop it goes to the browser's own controls.
  if (it === document.body) return null;
  // A field for dates has fields of its own in it, and shows the focus around all of them.
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(it);
  const probe = document.createElement("i");
  document.body.append(probe);
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (() => {
    for (let at = it.parentElement; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!backgroundColor.endsWith(", 0)")) return backgroundColor;
    }
    probe.style.color = "Canvas";
    return getComputedStyle(probe).color;
  })();
  probe.remove();
  const [dark, bright] = [light(outlineColor), light(ground)].sort((a, b) => a - b);
  const contrast = (bright + 0.05) / (dark + 0.05);
  const { left, right, top, bottom } = it.getBoundingClientRect();
  const [x1, x2, y1, y2] = [Math.max(left, 0), Math.min(right, innerWidth), Math.max(top, 0), Math.min(bottom, innerHeight)];
  const shares = [0.05, 0.25, 0.5, 0.75, 0.95];
  const isInSight = x1 < x2 && y1 < y2 && shares.some((x) => shares.some((y) => {
    const hit = document.elementFromPoint(x1 + x * (x2 - x1), y1 + y * (y2 - y1));
    return hit !== null && it.contains(hit);
  }));
  const problems = [
    outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? "no outline" : "",
    contrast < 3 ? `outline ${outlineColor} on ${ground}` : "",
    isInSight ? "" : "out of sight",
  ].filter((problem) => problem !== "");
  return problems.length === 0 ? "" : `${problems.join(", ")}: ${it.outerHTML.slice(0, 80)}`;
}
