// Loads the module, and calls it so that nothing is left behind: values in, values out.
import { OnshiError, fault } from "./error.js";
import { bytes, decode } from "./octets.js";

const VERSION = "0.0.0";

/** An instance that grew larger than this is not used again. */
const IDLE_MEMORY = 4 << 20;

/** `(i64.add128 (local.get 0) …)`: a module only engines with wide arithmetic take. */
const WIDE = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 10, 1, 0x60, 4, 0x7e, 0x7e, 0x7e, 0x7e, 2, 0x7e, 0x7e],
  ...[3, 2, 1, 0],
  ...[10, 14, 1, 12, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0x20, 3, 0xfc, 0x13, 0x0b],
);

/**
 * One module. `place.find(wide)` gives it where nobody else does, and
 * `place.get(url)` fetches it from elsewhere.
 */
export function engine(glue, name, place) {
  let module; // compiled; there once init is done
  let memory; // of the instance in use; none where the last one is not used again
  let isBusy = false; // also when a call did not come back
  let pending;

  const imports = { [name]: glue };

  function use(instance) {
    glue.__wbg_set_wasm(instance.exports);
    memory = instance.exports.memory;
  }

  /** Growing by nothing makes every view of the old memory void, the glue's too. */
  function retire() {
    memory?.grow(0);
    memory = undefined;
  }

  /** Another package's module has not even a version. */
  function versionOf(instance) {
    try {
      use(instance);
      const version = glue.version();
      glue.wipe();
      return version;
    } catch (cause) {
      throw fault("not-compiled", { cause });
    }
  }

  function begin(compiled, instance) {
    const version = versionOf(instance);
    if (version !== VERSION) {
      retire();
      throw fault("other-version", { detail: version });
    }
    module = compiled;
  }

  async function load(input) {
    needWebAssembly();
    const compiled = await compile(input, place);
    const instance = await WebAssembly.instantiate(compiled, imports).catch((cause) => {
      throw fault("not-compiled", { cause });
    });
    if (module === undefined) begin(compiled, instance);
  }

  function init(input) {
    if (module !== undefined) return Promise.resolve();
    pending ??= load(input).finally(() => {
      pending = undefined;
    });
    return pending;
  }

  function initSync(input) {
    if (module !== undefined) return;
    needWebAssembly();
    if (input === undefined && !place.findsAtOnce) throw fault("needs-input");
    const given = input === undefined ? place.find(hasWide()) : input;
    try {
      const compiled = isModule(given) ? given : new WebAssembly.Module(bytes(given));
      begin(compiled, new WebAssembly.Instance(compiled, imports));
    } catch (cause) {
      throw cause instanceof OnshiError ? cause : fault("not-compiled", { cause });
    }
  }

  /** Runs `body` on an instance; one that did not come back is not used again. */
  function within(body) {
    if (module === undefined) throw fault("not-initialized");
    try {
      if (isBusy) retire();
      isBusy = true;
      if (memory === undefined) use(new WebAssembly.Instance(module, imports));
      const answer = body();
      glue.wipe();
      if (memory.buffer.byteLength > IDLE_MEMORY) retire();
      isBusy = false;
      return answer;
    } catch (cause) {
      throw fault("trap", { cause });
    }
  }

  function invoke(operation, input = {}, payload) {
    const text = JSON.stringify(input);
    const octets = bytes(payload);
    const said = within(() => glue.invoke(String(operation), text, octets));
    const { answer, problems } = JSON.parse(said);
    if (problems !== undefined) throw new OnshiError(problems);
    return answer;
  }

  /** The same, with bytes at these places of the answer. */
  function call(operation, input, payload, places = []) {
    const answer = invoke(operation, input, payload);
    for (const path of places) decode({ answer }, ["answer", ...path.split(".")]);
    return answer;
  }

  return { init, initSync, invoke, call, version: () => within(() => glue.version()) };
}

function needWebAssembly() {
  if (typeof WebAssembly === "undefined") throw fault("no-webassembly");
}

function hasWide() {
  return WebAssembly.validate(WIDE);
}

/** Also one of another page or thread. */
function isModule(value) {
  return Object.prototype.toString.call(value) === "[object WebAssembly.Module]";
}

async function compile(input, place) {
  let given = await loaded(() => (input === undefined ? place.find(hasWide()) : input));
  if (isModule(given)) return given;
  if (typeof given === "string" || isOf("URL", given) || isOf("Request", given)) {
    const from = given;
    given = await loaded(() => (place.get ?? fetch)(from));
  }
  if (isOf("Response", given)) return fetched(given);
  const octets = bytes(given);
  return taken(() => WebAssembly.compile(octets));
}

/** Servers that answer everything with their page, or with the wrong type, are known. */
async function fetched(response) {
  const { ok, status, url, headers } = response;
  if (!ok) throw fault("not-loaded", { detail: `${status} ${url}` });
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("text/html")) {
    throw fault("not-loaded", {
      detail: `the server gave a page in its place, ${url}`,
      detailJa: `サーバーがファイルの代わりにページを返しました（${url}）`,
    });
  }
  if (type.startsWith("application/wasm") && WebAssembly.compileStreaming !== undefined) {
    return taken(() => WebAssembly.compileStreaming(response));
  }
  const octets = await loaded(() => response.arrayBuffer());
  return taken(() => WebAssembly.compile(octets));
}

function isOf(name, value) {
  return Object.prototype.toString.call(value) === `[object ${name}]`;
}

async function loaded(loading) {
  try {
    return await loading();
  } catch (cause) {
    throw fault("not-loaded", { detail: String(cause), cause });
  }
}

async function taken(compiling) {
  try {
    return await compiling();
  } catch (cause) {
    // A line that broke off while the module was compiled as it came.
    const refused = cause instanceof WebAssembly.CompileError || cause instanceof WebAssembly.LinkError;
    throw refused ? fault("not-compiled", { cause }) : fault("not-loaded", { detail: String(cause), cause });
  }
}
