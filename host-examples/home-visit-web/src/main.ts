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
  listen(app);
  app.show("start");
  await Promise.all([app.identify(fragment.get("staff")), app.loadAbout()]);
  await app.loadPlace();
  if (app.screen === "front") return;
  await app.loadUnfinished();
  await followed(app, fragment);
  await app.loadVisits();
}

/** What stands in the fragment is used once, and not left in the address. */
function takeFragment(): URLSearchParams {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (location.hash !== "") history.replaceState(history.state, "", location.pathname);
  return fragment;
}

/**
 * Back from the card app, with a code from elsewhere, or opened anew: what was begun here
 * goes on by itself, and nothing else does.
 */
async function followed(app: App, fragment: URLSearchParams): Promise<void> {
  const [reception, code] = [fragment.get("reception"), fragment.get("code")];
  if (reception !== null) return app.returned(reception, fragment.get("confirmation"));
  if (code !== null) return app.offerLinked(code);
  const running = app.unfinished.filter((kept) => kept.session !== undefined || kept.consents !== undefined);
  const [only, ...others] = running;
  if (only && others.length === 0) await app.resume(only);
}

function listen(app: App): void {
  addEventListener("popstate", ({ state }: PopStateEvent) => app.returnTo(state?.screen ?? "start"));
  addEventListener("hashchange", async () => {
    const fragment = takeFragment();
    await app.identify(fragment.get("staff"));
    if (fragment.has("code") || fragment.has("reception")) await followed(app, fragment);
    await app.loadVisits();
  });
  const look = (): void => {
    if (document.visibilityState === "hidden") return;
    wake();
    void app.reception?.go();
    if (!app.place) void app.loadPlace();
    if (!app.about) void app.loadAbout();
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
