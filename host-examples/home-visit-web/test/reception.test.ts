/** A reception driven by the real core, against a server that is played here. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { Clock } from "../src/flow/clock";
import { openCore, type Core } from "../src/flow/core";
import { newKept, type Consents, type Kept, type Purpose } from "../src/flow/kept";
import { Reception } from "../src/flow/reception";
import { LineError, Refusal, type Server, type ServerEvent, type Session } from "../src/server";
import { MemoryVault, RECEPTION } from "../src/vault";

const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/reception-own-reader.json", import.meta.url), "utf8"));
const [begun, , answered] = vectors.vectors[0].steps;
const { challenge } = begun.input.situation;
const { kind: _, signature, algorithm, ...certificates } = answered.input.event;
const NOW = "2026-11-24T00:01:00Z";
const ALL = { medicines: true, treatments: true, operations: true, checkups: true };

let core: Core;
beforeAll(async () => {
  core = await openCore();
});

/** What the server answers, and what it was asked. */
function play(changes: Record<string, unknown> = {}, over: Partial<Server> = {}, result: object = RESULT) {
  const asked: [string, ...unknown[]][] = [];
  const events: ServerEvent[] = [];
  const presented = () => core.begin("own-reader", { institution: "1311234566", challenge }, NOW);
  const verdict = () => {
    const step = core.advance(presented().state, answered.input.event, undefined, NOW);
    return step.actions.find(({ kind }) => kind === "deliver")!.judgement;
  };
  const session = () => ({
    session: "s1", revision: 1, code: "7K2M-9QXD", state: "verified", now: NOW, challenge,
    cardAppUrl: "/card-app/#handover=h", situation: { institution: "1311234566", suffix: "202611240001" },
    presented: { signature, algorithm }, request: { ...certificates, at: NOW }, verdict: verdict(), checks: [],
    ...changes,
  });
  const arrive = (fileName: string, content: object) =>
    events.push({ number: events.length + 1, event: { kind: "arrived", fileName, content } as never });
  const server = {
    open: async () => session(),
    session: async () => session(),
    challenge: async () => session(),
    consents: async () => null,
    register: async (...given: unknown[]) => {
      asked.push(["register", ...given]);
      return { registeredAt: NOW, inForce: true, items: [], valid: {} };
    },
    exchange: async (_session: string, fileName: string) => {
      if (asked.some(([, name]) => name === fileName)) return;
      asked.push(["exchange", fileName]);
      events.push({ number: events.length + 1, event: { kind: "published", fileName } });
      arrive(fileName.replace("req", "res"), fileName.includes("01req") ? RECEIPT : result);
    },
    events: async (_session: string, after: number) => {
      const heard = events.filter(({ number }) => number > after);
      // Nothing is new for a while.
      if (heard.length === 0) await new Promise((later) => setTimeout(later, 5));
      return { events: heard, last: events.length };
    },
    forget: async () => undefined,
    ...over,
  } as unknown as Server;
  return { server, asked };
}

const header = { MedicalInstitutionCode: "1311234566", SegmentOfResult: "1", ReceptionNumber: "R1", ProcessExecutionTime: "20261124090100" };
const RECEIPT = { XmlMsg: { MessageHeader: { ...header, ArbitraryFileIdentifier: "202611240001" }, MessageBody: { ReceptionNumber: "R1", ProcessingResultStatus: "1" } } };
const RESULT = {
  XmlMsg: {
    MessageHeader: { ...header, QualificationConfirmationDate: "20261124" },
    MessageBody: {
      BulkConfirmUnit: [{
        ProcessingResultStatus: "1", QualificationValidity: "1",
        ResultOfQualificationConfirmation: [{ InsuredCardClassification: "01", InsurerNumber: "  138156", InsuredIdentificationNumber: "4260", Name: "見本　花子", NameKana: "ﾐﾎﾝ ﾊﾅｺ", Birthdate: "19800229", InsuredCardValidDate: "20250401", InsurerName: "見本区" }],
      }],
    },
  },
};

function reception(server: Server, purpose: Purpose = "register") {
  const vault = new MemoryVault();
  const tools = { core, server, vault, clock: new Clock(), institution: "1311234566" };
  const made = new Reception(newKept("home", "k1", purpose), tools, () => undefined);
  return { made, vault, tools };
}

/** Everything was chosen, the card was read, and somebody saw whose it is. */
async function accepted(made: Reception, consents: Consents = ALL): Promise<void> {
  await made.confirm(consents);
  await made.accept();
}

/** The core waits two seconds before it collects: the clock goes on by itself. */
const done = (made: Reception) => expect.poll(() => made.inquiry.outcome?.kind, { timeout: 10_000 }).toBe("answered");

test("consents are registered after the card, then the eligibility is there, and nothing is kept", async () => {
  const { server, asked } = play();
  const { made, vault } = reception(server);
  void accepted(made);
  await done(made);
  expect(asked.map(([what]) => what)).toEqual(["register", "exchange", "exchange"]);
  expect(made.kept.card.agreement?.verified).toBe(true);
  expect(made.inquiry.delivered[0]?.judgement.state.code).toBe("eligible");
  await expect.poll(() => vault.all(RECEPTION)).toEqual([]);
});

test("nothing is asked and nothing registered before somebody saw whose card it is", async () => {
  const { server, asked } = play();
  const { made } = reception(server);
  await made.confirm(ALL);
  expect(made.kept.card.agreement?.verified).toBe(true);
  expect(asked).toEqual([]);
  await made.go();
  expect(asked).toEqual([]);
});

test("once the card app's number is said, the session is another and the old id is not used again", async () => {
  const ids: string[] = [];
  let state = "unconfirmed";
  const { server } = play({ presented: null, state }, {
    confirm: async (id: string, number: string, key: string) => {
      asked.push([id, number, key]);
      if (asked.length === 1) throw new LineError("line");
      state = "verified";
      return { ...(await read.server.session("s2")), session: "s2" };
    },
    session: async (id: string) => {
      ids.push(id);
      // Nothing is new for a while.
      await new Promise((later) => setTimeout(later, 5));
      if (state === "unconfirmed") return { ...(await read.server.session(id)), state, presented: null } as never;
      return read.server.session(id);
    },
  });
  const asked: string[][] = [];
  const read = play();
  const { made } = reception(server);
  void made.confirm(ALL);
  await expect.poll(() => made.live.session?.state).toBe("unconfirmed");
  void made.say("482913");
  await expect.poll(() => made.live.unsent).toBe("line");
  await made.go();
  expect(made.kept.session).toBe("s2");
  expect(asked[1], "a try that was lost is the same again").toEqual(asked[0]);
  expect(made.kept.card.agreement?.verified).toBe(true);
  expect(ids.at(-1)).toBe("s2");
  made.stop();
});

test("with another card nothing that came of the former is left, and what comes late is not taken", async () => {
  const forms: ((events: { events: ServerEvent[]; last: number }) => void)[] = [];
  const { server } = play({}, {
    exchange: async () => undefined,
    events: () => new Promise((resolve) => { forms.push(resolve); }),
  });
  const { made } = reception(server);
  void accepted(made);
  await expect.poll(() => forms.length).toBe(1);
  const { intention } = made.kept;
  expect(made.kept.card.registered).toBeDefined();
  const again = made.again();
  const event = { kind: "published", fileName: "OQSsiquc01req_202611240001.xml" } as never;
  forms[0]!({ events: [{ number: 1, event }], last: 1 });
  await again;
  expect(made.kept.card).toMatchObject({ heard: 0 });
  expect(made.kept.card.registered).toBeUndefined();
  expect(made.kept.card.accepted).toBeUndefined();
  expect(made.kept.card.flow).toBeUndefined();
  expect(made.inquiry.delivered).toEqual([]);
  expect(made.kept.intention).not.toBe(intention);
  made.stop();
});

test.each([
  ["the server refuses the card", { state: "refused", verdict: null, refusal: { code: "card.revoked", message: "", messageJa: "", next: [] } }],
  ["the signature is over another challenge", { challenge: { ...challenge, nonce: "IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=" } }],
])("nothing is registered where %s", async (_name, changes) => {
  const { server, asked } = play(changes);
  const { made } = reception(server);
  await made.confirm(ALL);
  expect(made.kept.card.agreement?.verified).toBe(false);
  expect(asked).toEqual([]);
});

test("the challenge is the one the page was given, whatever the server says later", async () => {
  const given = { ...challenge, nonce: "IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=" };
  const first = play({ challenge: given });
  const { server, asked } = play({}, { open: first.server.open });
  const { made } = reception(server);
  await made.confirm(ALL);
  expect(made.kept.card.agreement?.page.state).toBe("invalid");
  expect(asked).toEqual([]);
});

test("a registration that got lost on the way is sent again under the same key", async () => {
  const keys: string[] = [];
  const { server } = play({}, {
    register: async (_session: string, key: string) => {
      keys.push(key);
      if (keys.length === 1) throw new LineError("line");
      return { registeredAt: NOW, inForce: true, items: [], valid: {} } as never;
    },
  });
  const { made, vault } = reception(server);
  await accepted(made);
  expect(made.live.unsent).toBe("line");
  expect(await vault.all(RECEPTION)).toHaveLength(1);
  await made.go();
  expect(made.live.unsent).toBeUndefined();
  expect(keys[1]).toBe(keys[0]);
});

test("another choice is another intention", async () => {
  const { server } = play({}, { open: async () => Promise.reject(new LineError("line")) });
  const { made } = reception(server);
  await made.confirm(ALL);
  const first = made.kept.intention;
  await made.confirm({ ...ALL, checkups: false });
  expect(made.kept.intention).not.toBe(first);
});

test("the card of another person than the visit's stops the reception until somebody decides", async () => {
  const { server, asked } = play({ visitMatches: false });
  const { made } = reception(server);
  await made.confirm(ALL);
  expect(made.kept.card.mismatch).toBe(true);
  expect(asked).toEqual([]);
  void made.goOnWithCard();
  await done(made);
});

test("an expired certificate goes on for the eligibility alone, and only when that was chosen", async () => {
  const { server, asked } = play({ state: "eligibility-only" });
  const { made } = reception(server);
  await made.confirm(ALL);
  expect(asked).toEqual([]);
  const none = { medicines: false, treatments: false, operations: false, checkups: false };
  void accepted(made, none);
  await done(made);
  expect(made.kept.card.agreement?.verified).toBe(false);
  expect(asked[0]?.[3]).toEqual(none);
});

test("a session that the server forgot leaves the choices and takes all that it proved with it", async () => {
  const forgot = new Refusal(404, { code: "session.unknown", message: "", messageJa: "" });
  const { server } = play({}, { register: async () => Promise.reject(forgot) });
  const { made } = reception(server);
  await accepted(made);
  expect(made.live.refusal?.code).toBe("session.unknown");
  expect(made.kept.consents).toEqual(ALL);
  expect(made.kept.card.agreement).toBeUndefined();
});

test("without the card the core says what else is lawful", () => {
  const { server } = play();
  const { made } = reception(server);
  const outcome = made.inquiry.without("reason.card-not-usable");
  expect(outcome?.kind).toBe("refused");
  expect(outcome?.nextSteps.map(({ code }) => code)).toContain("next.qualification-certificate");
});

test("once somebody said that there is no card, one that is read registers nothing until it is asked for again", async () => {
  const read = play();
  let present: ((session: Session) => void) | undefined;
  const { server, asked } = play({ presented: null }, {
    session: () => new Promise((resolve) => { present = resolve; }),
    challenge: async () => {
      server.session = read.server.session;
      return read.server.challenge("s1");
    },
  });
  const { made, vault } = reception(server);
  void made.confirm(ALL);
  await expect.poll(() => present).toBeDefined();
  made.inquiry.without("reason.card-not-usable");
  present!(await read.server.session("s1"));
  await made.go();
  expect(asked).toEqual([]);
  expect(made.kept.card.agreement).toBeUndefined();
  expect((await vault.all<Kept>(RECEPTION))[0]?.card.flow, "opened anew it is not refused").toBeUndefined();
  await made.again();
  void made.accept();
  await done(made);
  expect(asked.map(([what]) => what)).toEqual(["register", "exchange", "exchange"]);
});

test("who said that there is no card before choosing may go back and choose", async () => {
  const { server } = play();
  const { made } = reception(server);
  made.inquiry.without("reason.card-not-usable");
  void accepted(made);
  await done(made);
});

test("a result with nobody in it is a result, and not somebody's word", async () => {
  const { XmlMsg: { MessageHeader } } = RESULT;
  const { server } = play({}, {}, { XmlMsg: { MessageHeader, MessageBody: {} } });
  const { made } = reception(server);
  void accepted(made);
  await done(made);
  expect(made.inquiry.delivered).toEqual([]);
  expect(made.inquiry.received).toBe(true);
});
