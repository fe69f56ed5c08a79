// The packed tarball in projects as front-end developers have them: each loads the package
// and judges a face reader's result, pages under the strictest policy.
import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, visit } from "./support/browser.mjs";
import { project, run, sample } from "./support/project.mjs";
import { program, root, tool } from "./support/provided.mjs";
import { serve } from "./support/server.mjs";

const PROJECTS = ["edge", "esbuild", "node", "script", "ssr", "vite", "webpack", "worker"];
/** In a project's module: below it stands what it would have without the package, too. */
const MARK = "// Not the package's:";
/** So that few lines are not few because they are long. */
const WIDTH = 100;

const vite = (place, ...parameters) =>
  run(place, process.execPath, [program("vite/bin/vite.js"), "build", ...parameters]);

describe("@onshi/web in a project", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  /** Opens the page of a folder: it says the verdict and does nothing else. */
  async function opens(folder, files = {}) {
    const server = await serve(folder, { files: { "/result.xml": sample.bytes, ...files } });
    const visited = await visit(browser, server);
    try {
      await visited.says("output", sample.verdict);
      visited.quiet();
      assert.deepEqual(server.served.filter(({ status }) => status !== 200), []);
    } finally {
      await visited.close();
      await server.close();
    }
    return server.served;
  }

  for (const name of PROJECTS) {
    it(`is loaded, reads and judges in at most five lines of code: ${name}`, async () => {
      const [lines, ...others] = await modules(name);
      assert.deepEqual(others, [], "one module has the package");
      assert.ok(lines.length <= 5, lines.join("\n"));
      for (const need of [/\binit\(/, /message\.read\(/, /eligibility\.judge\(/]) assert.match(lines.join("\n"), need);
      assert.deepEqual(lines.filter((line) => line.length > WIDTH), []);
    });
  }

  it("is bundled by Vite as it comes", async () => {
    const place = await project("vite");
    await vite(place, "--logLevel", "error");
    const served = await opens(join(place, "dist"));
    const modules = served.filter(({ path }) => path.endsWith(".wasm"));
    assert.equal(modules.length, 1, "one build is loaded");
  });

  it("is served by Vite while a page is developed", async () => {
    const place = await project("vite");
    await mkdir(join(place, "public"));
    await writeFile(join(place, "public/result.xml"), sample.bytes);
    const { createServer } = await import(pathToFileURL(program("vite/dist/node/index.js")));
    const server = await createServer({ root: place, logLevel: "error", server: { host: "127.0.0.1" } });
    try {
      await server.listen();
      const [address] = server.resolvedUrls.local;
      const visited = await visit(browser, { origin: address.replace(/\/$/, ""), reports: [] });
      await visited.says("output", sample.verdict);
      assert.deepEqual(visited.seen.foreign, []);
      await visited.close();
    } finally {
      await server.close();
    }
  });

  it("is bundled by webpack", async () => {
    const place = await project("webpack");
    await webpack({
      mode: "production",
      context: place,
      entry: "./main.js",
      output: { path: join(place, "dist") },
      // It warns of any file above 244 KiB.
      performance: false,
    });
    await opens(place);
  });

  it("is bundled by esbuild, told where the module is", async () => {
    const place = await project("esbuild");
    await tool("esbuild").build({
      absWorkingDir: place,
      entryPoints: ["main.js"],
      outdir: "out",
      bundle: true,
      format: "esm",
      loader: { ".wasm": "file" },
      publicPath: "/out",
      logLevel: "error",
    });
    await opens(place);
  });

  it("is loaded by a script tag, without a bundler", async () => {
    await opens(await project("script"));
  });

  it("runs in Node", async () => {
    const place = await project("node");
    const result = join(place, "result.xml");
    await writeFile(result, sample.bytes);
    assert.equal(await run(place, process.execPath, ["main.js", result]), `${sample.verdict}\n`);
  });

  it("is imported by a server that renders the page, and runs in the browser", async () => {
    const place = await project("ssr");
    await vite(place, "--ssr", "page.js", "--outDir", "server", "--logLevel", "error");
    await vite(place, "--logLevel", "error");
    // The server of a page that needs no result: it has no window, and reaches nothing.
    const render = `
      globalThis.fetch = () => { throw new Error("nothing is to be fetched"); };
      const { render } = await import("./server/page.js");
      process.stdout.write(render());`;
    const rendered = await run(place, process.execPath, ["--input-type=module", "--eval", render]);
    assert.match(rendered, /読み込んでいます/);
    const shell = await readFile(join(place, "dist/index.html"), "utf8");
    await opens(join(place, "dist"), { "/index.html": shell.replace("<!--page-->", rendered) });
  });

  it("runs in a web worker, bundled by Vite", async () => {
    const place = await project("worker");
    await vite(place, "--logLevel", "error");
    await opens(join(place, "dist"));
  });

  it("runs in the runtime of Cloudflare's workers, which compiles modules ahead alone", async () => {
    const place = await project("edge");
    const out = join(place, "out");
    await tool("esbuild").build({
      absWorkingDir: place,
      entryPoints: ["worker.js"],
      outdir: out,
      bundle: true,
      format: "esm",
      conditions: ["workerd", "worker", "browser"],
      loader: { ".wasm": "copy" },
      logLevel: "error",
    });
    const { Miniflare } = tool("miniflare");
    const runtime = new Miniflare({
      modulesRoot: out,
      scriptPath: join(out, "worker.js"),
      modules: true,
      modulesRules: [
        { type: "CompiledWasm", include: ["**/*.wasm"] },
        { type: "ESModule", include: ["**/*.js"] },
      ],
      compatibilityDate: "2026-04-01",
      // Or it asks its maker where on earth it is.
      cf: false,
    });
    try {
      const answer = await runtime.dispatchFetch("http://clinic.example/", {
        method: "POST",
        body: sample.bytes,
      });
      assert.equal(await answer.text(), sample.verdict);
    } finally {
      await runtime.dispose();
    }
  });
});

/** The lines of code of a project's modules that import the package, as far as it concerns them. */
async function modules(name) {
  const folder = join(root, "tests/web/consumers", name);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".js"));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts.filter((text) => text.includes("@onshi/web")).map((text) => {
    const [own] = text.split(MARK);
    return own.split("\n").filter((line) => !/^\s*(\/\/.*|\/\*\*.*\*\/)?$/.test(line));
  });
}

/** Runs webpack: an error where it has anything to say. */
function webpack(configuration) {
  return new Promise((bundled, failed) =>
    tool("webpack")(configuration, (problem, statistics) => {
      const { errors = [], warnings = [] } = statistics?.toJson() ?? {};
      const said = [...errors, ...warnings].map(({ message }) => message).join("\n");
      if (problem || said) failed(problem ?? new Error(said));
      else bundled();
    }));
}
