// What a program does with the package before, while and after it is loaded: the same
// in Node and in a page. Each runs in a process or page of its own, gets the package's
// exports and the address of its .wasm file, and tells what came of it as plain data.

/** What a caller sees of an error. */
function told(error, onshi) {
  const { name, code, place, message, messageJa, problems } = error;
  const kind = error instanceof onshi.OnshiError && error instanceof Error;
  return { kind, name, code, place, message, messageJa, problems };
}

/** The error that something ends in. */
async function error(onshi, attempt) {
  try {
    await attempt();
  } catch (problem) {
    return told(problem, onshi);
  }
  return "no error";
}

/** The package at work: a word that only the loaded core knows. */
const works = (onshi) => onshi.identifier.foldWidth("１２３ｱｲｳ");

const bytesOf = async (url) => (await fetch(url)).arrayBuffer();

// The ways of loading, each of which must end in a package at work.

export async function byItself(onshi) {
  await onshi.default();
  return works(onshi);
}

export async function byName(onshi) {
  await onshi.init();
  return works(onshi);
}

export async function fromText(onshi, url) {
  await onshi.default(url);
  return works(onshi);
}

export async function fromUrl(onshi, url) {
  await onshi.default(new URL(url));
  return works(onshi);
}

export async function fromRequest(onshi, url) {
  await onshi.default(new Request(url));
  return works(onshi);
}

export async function fromResponse(onshi, url) {
  await onshi.default(await fetch(url));
  return works(onshi);
}

export async function fromPromisedResponse(onshi, url) {
  await onshi.default(fetch(url));
  return works(onshi);
}

export async function fromBuffer(onshi, url) {
  await onshi.default(await bytesOf(url));
  return works(onshi);
}

export async function fromView(onshi, url) {
  const bytes = new Uint8Array(await bytesOf(url));
  const larger = new Uint8Array(bytes.length + 16);
  larger.set(bytes, 8);
  await onshi.default(larger.subarray(8, 8 + bytes.length));
  return works(onshi);
}

export async function fromModule(onshi, url) {
  await onshi.default(await WebAssembly.compile(await bytesOf(url)));
  return works(onshi);
}

export async function atOnceFromBytes(onshi, url) {
  const bytes = await bytesOf(url);
  onshi.initSync(bytes);
  return works(onshi);
}

export async function atOnceFromModule(onshi, url) {
  const module = await WebAssembly.compile(await bytesOf(url));
  onshi.initSync(module);
  return works(onshi);
}

export async function twice(onshi, url) {
  await onshi.default(url);
  const first = works(onshi);
  await onshi.default(url);
  onshi.initSync(new ArrayBuffer(0));
  return first === works(onshi) ? first : "not the same";
}

export async function concurrently(onshi, url) {
  await Promise.all([onshi.default(url), onshi.default(url), onshi.default()]);
  return works(onshi);
}

export async function afterAFailure(onshi, url) {
  const failure = await error(onshi, () => onshi.default(new URL("missing.wasm", url)));
  await onshi.default(url);
  return failure.kind ? works(onshi) : failure;
}

export async function afterFailingTogether(onshi, url) {
  const missing = String(new URL("missing.wasm", url));
  const both = await Promise.allSettled([onshi.default(missing), onshi.default(missing)]);
  await onshi.default(url);
  return both.every(({ status }) => status === "rejected") ? works(onshi) : both;
}

// What goes wrong, each of which must end in a sentence that helps.

export const tooEarly = (onshi) => error(onshi, () => works(onshi));

export const invokedTooEarly = (onshi) =>
  error(onshi, () => onshi.invoke("identifier.fold-width", { text: "1" }));

export async function whileLoading(onshi, url) {
  const loading = onshi.default(url);
  const early = await error(onshi, () => works(onshi));
  await loading;
  return early;
}

export const missing = (onshi, url) =>
  error(onshi, () => onshi.default(String(new URL("missing.wasm", url))));

export const aBrokenLine = (onshi, url) =>
  error(onshi, () => onshi.default(new URL("broken.wasm", url)));

export const theOtherEntrysModule = (onshi, url) =>
  error(onshi, () => onshi.default(new URL("certificates.wasm", url)));

export const aPageInItsPlace = (onshi, url) =>
  error(onshi, () => onshi.default(new URL("page.html", url)));

export const noWebAssembly = (onshi, url) =>
  error(onshi, () => onshi.default(url));

export const otherBytes = (onshi) =>
  error(onshi, () => onshi.default(new TextEncoder().encode("not a module")));

// Eight bytes are a module, though an empty one.
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

export const anotherModule = (onshi) => error(onshi, () => onshi.default(EMPTY));

export const anotherModuleAtOnce = (onshi) => error(onshi, () => onshi.initSync(EMPTY));

export async function noBytes(onshi) {
  await onshi.default();
  return error(onshi, () => onshi.message.read("<XmlMsg/>"));
}

export async function noMessage(onshi) {
  await onshi.default();
  return error(onshi, () => onshi.message.read(new TextEncoder().encode("<XmlMsg><a></b></XmlMsg>")));
}

export async function noTime(onshi) {
  await onshi.default();
  return error(onshi, () => onshi.eligibility.judge({}, "tomorrow"));
}

export async function noOperation(onshi) {
  await onshi.default();
  return error(onshi, () => onshi.invoke("message.send", {}));
}

// What callers get.

export async function values(onshi) {
  await onshi.default();
  const challenge = onshi.certificate.issueChallenge("https://clinic.example", "2026-11-24T09:00:00+09:00", 300);
  const answers = [
    challenge,
    onshi.certificate.challengeToSign(challenge, "rsa-pkcs1-sha256"),
    onshi.message.parseFileName("OQSsiquc01res_202611240001.xml"),
    onshi.identifier.readInsurerNumber("06138156"),
    onshi.office.daySheet({ date: "2026-11-24" }, "2026-11-24T18:00:00+09:00"),
  ];
  return {
    // What is no plain value comes out of a copy as something else, or not at all.
    plain: answers.every((answer) => same(answer, structuredClone(answer))),
    types: [...new Set(answers.flatMap(types))].sort(),
    nonce: challenge.nonce.length,
    handles: names(onshi).filter((name) => /free|dispose|ptr/i.test(name)),
  };
}

function same(one, other) {
  if (typeof one !== "object" || one === null) return one === other;
  const names = Object.keys(one);
  return Object.getPrototypeOf(one) === Object.getPrototypeOf(other)
    && names.length === Object.keys(other).length
    && Reflect.ownKeys(one).length === names.length + (Array.isArray(one) ? 1 : 0)
    && names.every((name) => same(one[name], other[name]));
}

/** The types of everything in a value. */
function types(value) {
  if (typeof value !== "object" || value === null) return [typeof value];
  if (value instanceof Uint8Array) return ["bytes"];
  return Object.values(value).flatMap(types);
}

/** The names of everything that can be reached from an object. */
function names(object) {
  const members = Object.entries(object);
  return members.flatMap(([name, value]) => [
    name,
    ...(typeof value === "object" && value !== null ? names(value) : []),
    ...(typeof value === "function" && value.prototype ? Reflect.ownKeys(value.prototype).map(String) : []),
  ]);
}

/** The engine has no more memory to give: a call in the middle of others is broken off. */
export async function outOfMemory(onshi) {
  await onshi.init();
  const before = works(onshi);
  const large = new Uint8Array(16 << 20).fill(0x20);
  const broken = await error(onshi, () => onshi.message.read(large));
  return { before, broken, afterwards: works(onshi) };
}
