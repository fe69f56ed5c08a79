import { expect, test } from "vitest";
import * as words from "../src/words";
import { plain } from "../src/view/ruby";
import { hasUnshown, showKana } from "../src/view/names";

function texts(of: unknown): string[] {
  if (typeof of === "string") return [of];
  return typeof of === "object" && of !== null ? Object.values(of).flatMap(texts) : [];
}

const all = texts(words);
const readings = all.flatMap((text) => [...text.matchAll(/\{([^|{}]+)\|([^|{}]+)\}/g)]);

test("every reading is marked so that it can be shown or left out", () => {
  const left = all.filter((text) => /[{}|]/.test(plain(text).replace("{institution}", "")));
  expect(left).toEqual([]);
});

test("readings are in かな", () => {
  const others = readings.filter(([, , reading]) => !/^[\u3040-\u30ff]+$/.test(reading ?? ""));
  expect(others.map(([whole]) => whole)).toEqual([]);
});

test("without readings the spaces between words go, those beside Latin letters stay", () => {
  expect(plain("{資格|しかく}を たしかめます")).toBe("資格をたしかめます");
  expect(plain("Safari や Chrome で {開|ひら}く")).toBe("Safari や Chrome で開く");
});

test("the page's buttons have the official page's words", () => {
  const said = all.map(plain);
  for (const official of ["同意登録をする", "すべて同意する", "同意内容を登録する", "同意の照会・更新"]) {
    expect(said).toContain(official);
  }
});

test("a name with a character that cannot be shown is known as one, and カナ are of one width", () => {
  expect(hasUnshown("髙●　一郎")).toBe(true);
  expect(showKana("ﾐﾎﾝ ﾊﾅｺ")).toBe("ミホン ハナコ");
});
