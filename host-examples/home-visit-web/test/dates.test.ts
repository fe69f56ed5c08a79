import { expect, test } from "vitest";
import { dateInJapan, graceEnd, showDate, showInstant, typedDate } from "../src/view/dates";

test.each([
  ["2026-11-24", "令和8年11月24日（2026年）"],
  ["20261124", "令和8年11月24日（2026年）"],
  ["2019-05-01", "令和元年5月1日（2019年）"],
  ["19120729", "明治45年7月29日（1912年）"],
  ["1950-04-01", "昭和25年4月1日（1950年）"],
])("%s is shown in 和暦, with （西暦） beside", (given, shown) => {
  expect(showDate(given)).toBe(shown);
});

test("what is no date is shown as it came", () => {
  expect(showDate("不明")).toBe("不明");
});

test("an instant is shown in Japan's time", () => {
  expect(showInstant("2026-11-23T15:30:00Z")).toBe("令和8年11月24日（2026年） 00:30");
  expect(dateInJapan(Date.parse("2026-11-23T15:30:00Z"))).toBe("2026-11-24");
});

test("digits of any width are taken, and days that are not there are not", () => {
  expect(typedDate("２０２６", " 2", "２８")).toBe("2026-02-28");
  expect(typedDate("2026", "2", "29")).toBeUndefined();
  expect(typedDate("2026", "11", "")).toBeUndefined();
  expect(typedDate("令和8", "11", "1")).toBeUndefined();
});

test.each([
  ["2026-11-10T14:59:59Z", "2027-02-28"],
  ["2026-10-31T14:59:59Z", "2027-01-31"],
  ["2026-11-30T15:00:00Z", "2027-03-31"],
])("a certificate that expired at %s still gives the eligibility until %s", (notAfter, end) => {
  expect(graceEnd(notAfter)).toBe(end);
});
