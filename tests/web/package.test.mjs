// What is in the packed tarball, as npm unpacks it: the complaints that front-end
// developers have of WebAssembly packages, each a test.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { installed, project, run } from "./support/project.mjs";
import { tool } from "./support/provided.mjs";

const esbuild = tool("esbuild");

/** What a browser loads of one build at most, gzipped, whichever it takes. */
const BUDGETS = { index: 380_000, certificates: 180_000 };

describe("the packed tarball", () => {
  let place, folder, manifest, scripts, modules;
  before(async () => {
    place = await project("package");
    folder = installed(place);
    manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const named = (ending) => files
      .filter((file) => file.isFile() && file.name.endsWith(ending))
      .map((file) => relative(folder, join(file.parentPath ?? file.path, file.name)));
    const contents = (names) =>
      Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
    scripts = await contents(named(".js"));
    modules = await contents(named(".wasm"));
    assert.ok(scripts.length > 0 && modules.length > 0);
  });

  /** Everything that an entry loads, bundled for a kind of host; `.wasm` stays a file. */
  const bundle = async (entry, conditions) => {
    const { metafile, outputFiles } = await esbuild.build({
      absWorkingDir: place,
      stdin: { contents: `export * from "${entry}"`, resolveDir: place },
      outdir: join(place, "bundle"),
      write: false,
      bundle: true,
      format: "esm",
      platform: "neutral",
      conditions,
      external: ["*.wasm", "*.wasm?module", "node:*"],
      metafile: true,
      logLevel: "error",
    });
    return { inputs: Object.keys(metafile.inputs), text: outputFiles[0].text };
  };

  it("has its modules as files, and not as text in a script", () => {
    for (const { name, bytes } of modules) {
      assert.deepEqual([...bytes.subarray(0, 4)], [0, 0x61, 0x73, 0x6d], name);
    }
    for (const { name, bytes } of scripts) {
      // "\0asm" in base64, in whichever place of three it begins.
      assert.doesNotMatch(String(bytes), /AGFzb|data:|[A-Za-z0-9+/]{400}/, name);
    }
  });

  it("awaits nothing on the top level, so that it is taken for old targets too", async () => {
    for (const { name, bytes } of scripts) {
      await esbuild.transform(String(bytes), { format: "esm", target: "es2020", logLevel: "silent" })
        .catch((problem) => assert.fail(`${name}: ${problem.message}`));
    }
  });

  it("makes no code out of text", async () => {
    for (const { name, bytes } of scripts) {
      // Without its comments.
      const { code } = await esbuild.transform(String(bytes), { minifyWhitespace: true });
      assert.doesNotMatch(code, /\beval\s*\(|\bFunction\s*\(|new\s+Function\b|\bimport\s*\(/, name);
    }
    const script = 'await (await import("@onshi/web")).default();';
    const switches = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval"];
    await run(place, process.execPath, [...switches, script]);
  });

  it("has every file that its manifest leads to", async () => {
    const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
    const listed = [manifest.types, manifest.main, manifest.module, ...targets(manifest.exports)];
    for (const target of listed.filter((target) => target && !target.includes("*"))) {
      await readFile(join(folder, target));
    }
    for (const pattern of ["./*.wasm", "./schemas/*.json"]) assert.ok(manifest.exports[pattern], pattern);
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.scripts, undefined);
    assert.equal(manifest.sideEffects, false);
  });

  it("leads every kind of host to an entry of its own", async () => {
    const entry = async (...conditions) => {
      const { inputs } = await bundle("@onshi/web", conditions);
      return inputs.filter((input) => /^node_modules\/@onshi\/web\/index/.test(input));
    };
    const kinds = [["workerd", "worker", "browser"], ["edge-light"], ["node"], ["browser"]];
    const entries = await Promise.all(kinds.map((kind) => entry(...kind)));
    assert.equal(new Set(entries.map(String)).size, kinds.length, entries.join(" "));
  });

  it("asks no host for its own address where there is none", async () => {
    for (const kind of ["workerd", "edge-light"]) {
      for (const name of ["@onshi/web", "@onshi/web/certificates"]) {
        const { text } = await bundle(name, [kind]);
        assert.doesNotMatch(text, /import\.meta|\bfetch\(/, `${name} for ${kind}`);
      }
    }
  });

  it("touches neither window nor network when it is imported", async () => {
    const trap = `
      const touched = (name) => () => { throw new Error(name + " was touched"); };
      for (const name of ["window", "self", "document", "navigator", "location", "localStorage",
        "indexedDB", "fetch", "XMLHttpRequest", "Worker", "caches"]) {
        Object.defineProperty(globalThis, name, { configurable: true, get: touched(name) });
      }
      for (const name of ["compile", "instantiate", "compileStreaming", "instantiateStreaming",
        "Module", "Instance", "Memory", "validate"]) {
        Object.defineProperty(WebAssembly, name, { get: touched(name) });
      }
      const imported = await Promise.all(
        process.argv.slice(1).map((name) => import(name)));
      process.stdout.write(imported.map((it) => typeof it.default).join());`;
    const names = ["index", "index.node", "certificates", "certificates.node"];
    const files = names.map((name) => `./node_modules/@onshi/web/${name}.js`);
    const said = await run(place, process.execPath, [
      "--input-type=module", "--eval", trap, "@onshi/web", "@onshi/web/certificates", ...files,
    ]);
    assert.equal(said, Array(6).fill("function").join());
  });

  it("says the checksum of every module, for whoever wants it held", async () => {
    const integrity = JSON.parse(await readFile(join(folder, "integrity.json"), "utf8"));
    for (const { name, bytes } of modules) {
      const [algorithm, checksum] = integrity[name].split(/-(.*)/s);
      assert.match(algorithm, /^sha(384|512)$/);
      assert.equal(checksum, createHash(algorithm).update(bytes).digest("base64"), name);
    }
  });

  it("is small: one build and what starts it, gzipped", async () => {
    for (const [entry, budget] of Object.entries(BUDGETS)) {
      const from = entry === "index" ? "@onshi/web" : `@onshi/web/${entry}`;
      const { inputs } = await bundle(from, ["browser"]);
      // As a page without a bundler loads them: one by one, with their comments.
      const glue = inputs.filter((input) => input.startsWith("node_modules/"));
      const stem = entry === "index" ? "onshi" : entry;
      for (const build of [`${stem}.wasm`, `${stem}-wide.wasm`]) {
        const files = [...glue, `node_modules/@onshi/web/${build}`];
        const bytes = await Promise.all(files.map((file) => readFile(join(place, file))));
        const size = bytes.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
        console.log(`${build} and its ${glue.length} scripts: ${size} bytes gzipped`);
        assert.ok(size < budget, `${build}: ${size} of ${budget}`);
      }
    }
  });

  it("asks its host for randomness and nothing else", () => {
    // Those that this engine can read.
    const readable = modules.filter(({ bytes }) => WebAssembly.validate(bytes));
    assert.ok(readable.length >= 2, "the baseline of either entry");
    for (const { name, bytes } of readable) {
      const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
      assert.match(imports.map(({ name }) => name).join(), /^__wbg_random_[0-9a-f]+$/, name);
    }
  });
});
