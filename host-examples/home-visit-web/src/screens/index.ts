/** Which screen stands for what the page is at, and how it comes onto the glass. */
import { render } from "lit-html";
import type { App, ScreenName } from "../app";
import type { Screen } from "../view/parts";
import { plain } from "../view/ruby";
import { page } from "../words";
import { before } from "./before";
import { cancel } from "./cancel";
import { check } from "./check";
import { consent } from "./consent";
import { date } from "./date";
import { ended } from "./ended";
import { frame } from "../view/frame";
import { front } from "./front";
import { help } from "./help";
import { items } from "./items";
import { noCard } from "./no-card";
import { notHere } from "./not-here";
import { offered } from "./offered";
import { official } from "./official";
import { pin } from "./pin";
import { resume } from "./resume";
import { run } from "./run";
import { sheet } from "./sheet";
import { sight } from "./sight";
import { start } from "./start";
import { visit } from "./visit";
import { visits } from "./visits";
import { who } from "./who";

const SCREENS: Record<ScreenName, (app: App) => Screen> = {
  front, start, visits, visit, who, before, date, consent, items, check, cancel, sheet, resume, run,
  ended, offered, "not-here": notHere, help, pin, sight, "no-card": noCard, official,
};

let shown = "";

/** Draws the page. A new heading gets the focus, so that it is read and keys start there. */
export function draw(app: App): void {
  const screen = SCREENS[app.screen](app);
  const root = document.querySelector<HTMLElement>("#page")!;
  render(frame(app, screen), root);
  const title = plain(screen.title);
  document.title = [title, app.place?.institutionName, plain(page.name)].filter(Boolean).join(" | ");
  if (title === shown) return;
  const first = shown === "";
  shown = title;
  scrollTo(0, 0);
  if (!first) root.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}
