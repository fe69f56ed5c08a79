// A static server with the headers a careful site sends.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

/** Where browsers report what broke the policy. */
const REPORTS = "/policy-reports";

/** The narrowest policy the package must run under. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".xml": "application/xml",
};

/**
 * Serves a folder on a port of its own, under a content security policy.
 *
 * `files` are served beside it, by path: a string or bytes; what is served from a path
 * in `cutOff` ends in its middle. `served` tells what was asked for and how it went,
 * `reports` what browsers reported.
 */
export async function serve(
  folder,
  { policy = STRICT, headers = {}, files = {}, cutOff = [] } = {},
) {
  const served = [];
  const reports = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    if (path === REPORTS) {
      reports.push(await text(request));
      response.writeHead(204).end();
      return;
    }
    const name = path.endsWith("/") ? `${path}index.html` : path;
    const bytes = files[name] ?? (await readFile(join(folder, normalize(name))).catch(() => null));
    served.push({ path, status: bytes === null ? 404 : 200, bytes: bytes ?? "" });
    response.writeHead(bytes === null ? 404 : 200, {
      "content-type": TYPES[extname(name)] ?? "application/octet-stream",
      "content-security-policy": `${policy}; report-uri ${REPORTS}`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    });
    if (cutOff.includes(path)) {
      response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    } else {
      response.end(bytes ?? "");
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    served,
    reports,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

async function text(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
