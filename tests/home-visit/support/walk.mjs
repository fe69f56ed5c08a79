// Ways through the page that many tests go.

/** From the first screen to where the card is asked for. */
export async function toCard(hand, { agreed = "すべて同意する", items, who = "カードの持ち主", date = false } = {}) {
  await hand.sees("どの手続きをしますか");
  await hand.press("同意登録をする");
  await fromWho(hand, { agreed, items, who, date });
}

/** From the first screen to where everything is chosen and the line is lost. */
export async function toUnsent(hand) {
  await hand.press("同意登録をする");
  await hand.press("カードの持ち主");
  await hand.press("あります。始めます");
  await hand.context.setOffline(true);
  await hand.press("すべて同意する");
  await hand.press("同意内容を登録する");
}

/** To the card from the second screen: a visit leads there too. */
export async function fromWho(hand, { agreed = "すべて同意する", items, who = "カードの持ち主", date = false } = {}) {
  await hand.press(who);
  await fromBefore(hand, { agreed, items, date });
}

/** And from the third. */
export async function fromBefore(hand, { agreed = "すべて同意する", items, date = false } = {}) {
  await hand.sees("カードはありますか");
  await hand.press("あります。始めます");
  if (date) {
    await hand.sees("予約した診療日はいつですか");
    await hand.press("つぎへ");
  }
  await hand.sees("医師や薬剤師に情報を見せますか");
  await hand.press(agreed);
  if (items) {
    await hand.sees("どの情報を見せますか");
    for (const item of items) await hand.page.getByLabel(item).check();
    await hand.press("つぎへ");
  }
  await hand.sees("この内容でよいですか");
  await hand.press("同意内容を登録する");
  await hand.sees("カードを読み取ります");
}

/** Where the link on the screen leads: to the card app. */
export const cardAppUrl = async (hand) =>
  hand.page.getByRole("link", { name: "読み取りアプリを開く" }).getAttribute("href");

/** What the page says once it was told the number, before whose card it is. */
const WHOSE = "この人の受付ですか";
const NUMBER = "確認番号を入れてください";

/** The card is held to the app, without its screen; its number is typed, and its person is right. */
export async function hold(hand, card) {
  const { confirmation } = await hand.world.hold(await cardAppUrl(hand), card);
  await confirm(hand, confirmation);
}

/** Types the number of the card app, and says that it is whose reception it is, where that is asked. */
export async function confirm(hand, number) {
  await say(hand, number);
  await accept(hand);
}

/** Types the number alone. */
export async function say(hand, number) {
  await hand.sees(NUMBER);
  await hand.page.getByLabel("確認番号").fill(number);
  await hand.press("たしかめる");
}

/** Says that it is whose reception it is. A card that is refused, or of another visit's patient, has no such question. */
export async function accept(hand) {
  // Not yet: what a page shows that has just been opened again, or waits for the card.
  const before = [NUMBER, "カードを読み取ります", "準備しています", "どの手続きをしますか"];
  const after = hand.page.locator("h1").filter({ hasNotText: new RegExp(`^(${before.join("|")})$`) });
  await after.waitFor();
  if ((await after.innerText()) === WHOSE) await hand.press("はい、この人です");
}

/** The number that the card app shows. */
export const numberOf = async (page) => (await page.locator("#number").innerText()).replace(/\D/g, "");

/** In the card app: a card, its PIN, and what comes of it. */
export async function readIn(page, card, pin = card.pin) {
  await page.getByRole("heading", { name: "読み取りの依頼" }).waitFor();
  await page.locator(`input[name=card][value="${card.id}"]`).check();
  await page.getByLabel("暗証番号", { exact: true }).fill(pin);
  await page.getByLabel("受付の画面に、同じ合言葉").check();
  await page.getByRole("button", { name: "読み取り開始" }).click();
  const result = page.locator("#result:is([data-outcome=done], [data-outcome=refused])");
  await result.waitFor();
  return result.getAttribute("data-outcome");
}

/** A registration by a card in order, to its result. */
export async function toResult(hand, card, choices) {
  await toCard(hand, choices);
  await hold(hand, card);
  await hand.sees("保険の資格があります");
}

/** Holds a request of the page back until it is let go. */
export async function holdBack(hand, path) {
  let go, came;
  const letGo = new Promise((resolve) => { go = resolve; });
  const held = new Promise((resolve) => { came = resolve; });
  await hand.page.route(path, async (route) => {
    came();
    await letGo;
    await route.continue().catch(() => undefined);
  });
  return { go, held };
}

/** Changes what the page hears of its flow. */
export const hears = (hand, change) =>
  hand.page.route("**/events?*", async (route) => {
    const answer = await route.fetch().catch(() => undefined);
    if (!answer) return route.abort().catch(() => undefined);
    const told = await answer.json();
    told.events.forEach(change);
    return route.fulfill({ json: told }).catch(() => undefined);
  });

/** No result comes for as long as the page waits, whose clock is the test's. */
export const hearsNothing = (hand) =>
  hand.page.route("**/events?*", async (route) => {
    const answer = await route.fetch({ url: route.request().url().replace(/wait=\d+/, "wait=0") });
    const told = await answer.json();
    told.events = told.events.filter(({ event }) => event.kind !== "arrived");
    // Nothing comes for as long as the page would have waited.
    if (told.events.length === 0) await hand.context.clock.fastForward(10_000);
    await route.fulfill({ json: told });
  });

/** The system takes no request: its receipt says so. */
export function refuse({ event }) {
  if (event.kind !== "arrived") return;
  const { MessageHeader, MessageBody } = event.content.XmlMsg;
  for (const part of [MessageHeader, MessageBody]) delete part?.ReceptionNumber;
  MessageHeader.SegmentOfResult = "9";
}

/** Of a later visit the server says no way to ask. */
export const withoutWay = (hand) =>
  hand.page.route(/\/api\/session$/, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const answer = await route.fetch();
    return route.fulfill({ response: answer, json: { ...(await answer.json()), later: null } });
  });
