// What every screen has to be, whatever it says.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { provided, tool } from "../../web/support/provided.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const axe = await readFile(tool.resolve("axe-core/axe.min.js"), "utf8");
const pictures = provided("ONSHI_HOME_VISIT_PICTURES");
await mkdir(pictures, { recursive: true });

/** A thumb's width. */
const THUMB = 44;
const NARROW = { width: 320, height: 640 };

/** Keeps pictures of a screen and looks at it in every way that people do. */
export async function inspect(page, name) {
  const usual = page.viewportSize();
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  const problems = [...(await violations(page)), ...(await page.evaluate(tooSmall, THUMB))];
  await page.setViewportSize(NARROW);
  problems.push(...(await overflow(page, "at 320 px")));
  await page.setViewportSize(usual);
  await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
  problems.push(...(await overflow(page, "with type of 200 %")));
  await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
  await page.emulateMedia({ forcedColors: "active" });
  await page.screenshot({ path: join(pictures, `${name}-forced-colours.png`), fullPage: true });
  problems.push(...(await page.evaluate(borderless)));
  await page.emulateMedia({ forcedColors: "none" });
  assert.deepEqual(problems, [], name);
}

/** Under the page's own policy: DevTools run it, not the page. */
async function violations(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    TAGS,
  );
  return found.violations.map(({ id, help, nodes }) =>
    `axe ${id}: ${help}: ${nodes.map(({ html, any }) => `${html} ${any.map(({ message }) => message).join(" ")}`).join(" | ")}`);
}

async function overflow(page, how) {
  const { wide, window, out } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = [...document.body.querySelectorAll("*")]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName}.${one.className.baseVal ?? one.className}`);
    return { wide: scrollWidth, window: clientWidth, out: beyond.slice(0, 5) };
  });
  return wide > window ? [`${how}: ${wide} px in ${window}: ${out.join()}`] : [];
}

/** In the page: what is pressed and is smaller than a thumb. A link in a line of text may be. */
function tooSmall(least) {
  const pressed = document.querySelectorAll("button, a.button, summary, input:not([type=checkbox], [type=radio]), label:has(input)");
  return [...pressed]
    .map((one) => ({ one, box: one.getBoundingClientRect() }))
    .filter(({ one, box }) => box.width > 0 && !one.closest(".date-field") && (box.width < least || box.height < least))
    .map(({ one, box }) => `small: ${one.textContent.trim().slice(0, 20)} ${box.width}×${box.height}`);
}

/** In the page: what is pressed has a border where colours are the user's own. */
function borderless() {
  const pressed = document.querySelectorAll("button, a.button, input, .banner, .answer, .tag");
  return [...pressed]
    .filter((one) => one.getBoundingClientRect().width > 0 && !one.matches(".quiet, .text"))
    .filter((one) => {
      const { borderTopStyle, borderTopWidth, appearance } = getComputedStyle(one);
      return (borderTopStyle === "none" || parseFloat(borderTopWidth) < 1) && appearance === "none";
    })
    .map((one) => `no border in forced colours: ${one.className} ${one.textContent.trim().slice(0, 20)}`);
}
