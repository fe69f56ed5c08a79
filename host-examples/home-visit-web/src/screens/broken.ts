/** Something broke in the page itself: nothing registered is lost, and there are other ways. */
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { banner, codeLine, fill, ways, type Screen } from "../view/parts";
import { broken as words } from "../words";
import { lawfulWays } from "./no-card";

export function broken(app: App, { live }: Reception): Screen {
  return {
    title: words.title,
    body: [banner("error", words.body), ways(lawfulWays(app)), codeLine(live.broken ?? "")],
    actions: fill(words.reload, () => location.reload()),
  };
}
