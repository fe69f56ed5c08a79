// node bench.mjs LOGIN.json: what the package costs in a page, beside another.
//
// Every start is in a page of its own without any cache; packages take turns, so that
// whatever else the machine does falls on all of them alike.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { launch, visit } from "../../web/support/browser.mjs";
import { root } from "../../web/support/provided.mjs";
import { serve } from "../../web/support/server.mjs";

const STARTS = 15;
const WARM_UP = 200;
const LOGINS = 1000;

const own = join(root, "dist/web");
const cedar = join(process.env.ONSHI_NODE_PACKAGES, "node_modules/@cedar-policy/cedar-wasm/web");
const PACKAGES = [
  { name: "@onshi/web", folder: own, script: "index.js", module: "onshi.wasm" },
  { name: "@onshi/web/certificates", folder: own, script: "certificates.js", module: "certificates.wasm" },
  { name: "@cedar-policy/cedar-wasm", folder: cedar, script: "cedar_wasm.js", module: "cedar_wasm_bg.wasm" },
];

const login = readFileSync(process.argv[2], "utf8");
console.log(`starts, median of ${STARTS} pages without a cache, in ms`);
console.log(`${"".padEnd(28)}${"init".padStart(9)}${"least".padStart(9)}${"module, gzipped".padStart(18)}`);
for (const { name, folder, module, times } of await starts()) {
  const size = gzipSync(readFileSync(join(folder, module)), { level: 9 }).length;
  const [middle, least] = [median(times), Math.min(...times)].map((time) => time.toFixed(1).padStart(9));
  console.log(`${name.padEnd(28)}${middle}${least}${size.toLocaleString("en").padStart(18)}`);
}
console.log(`\nJPKI login (RSA-2048: chain, challenge and signature), median of ${LOGINS} once warm, in ms`);
for (const wide of [false, true]) {
  for (const { name, script } of PACKAGES.slice(0, 2)) {
    const times = await logins(script, wide);
    const build = wide ? "wide, behind Chromium's switch" : "baseline";
    console.log(`${name.padEnd(28)}${median(times).toFixed(2).padStart(9)}   ${build}`);
  }
}

/** Opens pages by turns, and measures `init` in each. */
async function starts() {
  const browser = await launch();
  const servers = await Promise.all(PACKAGES.map(({ folder }) => serve(folder, blank())));
  const rows = PACKAGES.map((one, at) => ({ ...one, server: servers[at], times: [] }));
  for (let round = 0; round < STARTS; round++) {
    for (const { server, script, times } of rows) {
      const visited = await visit(browser, server, "/blank.html");
      const time = await visited.page.evaluate(async (script) => {
        const { default: init } = await import(`/${script}`);
        const start = performance.now();
        await init();
        return performance.now() - start;
      }, script);
      times.push(time);
      await visited.close();
    }
  }
  await browser.close();
  await Promise.all(servers.map((server) => server.close()));
  return rows;
}

/** One page that verifies the login again and again. */
async function logins(script, wide) {
  const browser = await launch({ wide });
  const server = await serve(own, blank());
  const visited = await visit(browser, server, "/blank.html");
  const times = await visited.page.evaluate(async ([script, login, warmUp, count]) => {
    const { default: init, certificate } = await import(`/${script}`);
    await init();
    const { request, challenge, algorithm, signature } = JSON.parse(login);
    const times = [];
    for (let round = 0; round < warmUp + count; round++) {
      const start = performance.now();
      const { state } = certificate.authenticate(request, challenge, algorithm, signature);
      const time = performance.now() - start;
      if (state !== "valid") throw new Error(state);
      if (round >= warmUp) times.push(time);
    }
    return times;
  }, [script, login, WARM_UP, LOGINS]);
  await browser.close();
  await server.close();
  return times;
}

function blank() {
  // Cedar's own glue asks for no more than the policy gives either.
  return { files: { "/blank.html": "<!doctype html>" } };
}

function median(times) {
  return times.toSorted((one, other) => one - other)[times.length >> 1];
}
