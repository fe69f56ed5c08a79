/**
 * The page itself for a reload without a line: its own files and nothing else. What the
 * API says is never stored.
 */
export {};

declare const self: ServiceWorkerGlobalScope;
declare const FILES: string[];
/** Builds of the core: which of them runs here, only the page knows. */
declare const MODULES: string[];
declare const VERSION: string;

const NAME = `onshi-page-${VERSION}`;
const PAGES = /^\/(?:$|home\/|online\/)/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (PAGES.test(pathname)) event.respondWith(newest(request));
  } else if (FILES.includes(pathname) || MODULES.includes(pathname)) {
    event.respondWith(stored(request, pathname));
  }
});

/** The page as the server has it; without a line as it was. */
async function newest(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match("/")) ?? Response.error();
  }
}

async function stored(request: Request, pathname: string): Promise<Response> {
  const there = await caches.match(pathname);
  if (there) return there;
  const fetched = await fetch(request);
  if (fetched.ok) await (await caches.open(NAME)).put(pathname, fetched.clone());
  return fetched;
}
