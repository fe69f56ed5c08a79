/** Copies an address, and says so. */
import type { App } from "../app";
import { plain } from "./ruby";
import { start } from "../words";

export async function copy(app: App, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.said = plain(start.copied);
  } catch {
    app.said = text;
  }
  app.changed();
}

/** The phone's own sharing, where there is one. */
export const canShare = (): boolean => "share" in navigator;

export async function share(title: string, url: string): Promise<void> {
  await navigator.share({ title, url }).catch(() => undefined);
}
