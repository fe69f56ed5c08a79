/** Starts the page: what it is of, what it can do here, and what wakes it. */
import "./style/index.css";
import { App } from "./app";
import { Clock } from "./flow/clock";
import { openCore } from "./flow/core";
import type { Care } from "./flow/kept";
import { Tabs } from "./flow/tabs";
import { draw } from "./screens";
import { wake } from "./server";
import { openVault } from "./vault";

const STAFF = "staff";
const STAFF_LIFE = 12 * 60 * 60 * 1000;

async function start(): Promise<void> {
  const [, care, key] = /^\/(home|online)\/([^/]+)\/?$/.exec(location.pathname) ?? [];
  const fragment = takeFragment();
  const [core, vault] = await Promise.all([openCore().catch(() => undefined), openVault()]);
  const app = new App(
    {
      care: (care as Care | undefined) ?? "home",
      key: key && decodeURIComponent(key),
      core,
      vault,
      clock: new Clock(),
      tabs: new Tabs(),
    },
    () => draw(app),
  );
  await identify(app, fragment.get("staff"));
  listen(app);
  app.show("start");
  await app.loadPlace();
  if (app.screen === "front") return;
  await app.loadUnfinished();
  await returned(app, fragment.get("code"));
  await app.loadVisits();
}

/** What stands in the fragment is used once, and not left in the address. */
function takeFragment(): URLSearchParams {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
  return fragment;
}

/** A staff device: its key came once by its own address, and is kept sealed for a day. */
async function identify(app: App, given: string | null): Promise<void> {
  const { vault, key } = app.around;
  const id = `${STAFF}:${key}`;
  if (given) await vault.put(id, given, Date.now() + STAFF_LIFE);
  app.staff = await vault.get<string>(id);
}

/** Back from the card app, or opened anew: what was under way goes on by itself. */
async function returned(app: App, code: string | null): Promise<void> {
  const same = app.unfinished.find((kept) => code !== null && kept.code === code);
  const running = app.unfinished.filter((kept) => kept.session !== undefined || kept.consents !== undefined);
  const only = code === null && running.length === 1 ? running[0] : undefined;
  const kept = same ?? only;
  if (kept) await app.resume(kept);
  else if (code !== null) await app.resumeByCode(code);
}

function listen(app: App): void {
  addEventListener("popstate", ({ state }: PopStateEvent) => app.returnTo(state?.screen ?? "start"));
  addEventListener("hashchange", async () => {
    const fragment = takeFragment();
    await identify(app, fragment.get("staff"));
    if (fragment.has("code")) await returned(app, fragment.get("code"));
    await app.loadVisits();
  });
  const look = (): void => {
    if (document.visibilityState === "hidden") return;
    wake();
    void app.reception?.go();
    if (!app.place) void app.loadPlace();
    void app.loadUnfinished().then(() => app.sendRest());
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });
  addEventListener("online", () => {
    app.online = true;
    app.changed();
    look();
  });
  addEventListener("offline", () => {
    app.online = false;
    app.changed();
  });
  app.around.tabs.listen((kind, id) => {
    if (app.reception?.kept.id !== id) return void app.loadUnfinished();
    if (kind === "taken") {
      app.reception.stop();
      wake();
      app.show("run");
    } else {
      app.reception.stop();
      app.reception = undefined;
      app.show("ended");
    }
  });
}

/** For a reload without a line: the page's files, and of the core the build that runs here. */
async function storePage(): Promise<void> {
  const { serviceWorker } = navigator;
  await serviceWorker.register("/worker.js");
  await serviceWorker.ready;
  if (!serviceWorker.controller) {
    await new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
  }
  const modules = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm"));
  await Promise.all(modules.map(({ name }) => fetch(name)));
}

if (import.meta.env.PROD && "serviceWorker" in navigator) void storePage().catch(() => undefined);
void start();
