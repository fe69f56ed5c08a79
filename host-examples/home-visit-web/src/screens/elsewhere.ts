/** The same reception goes on in another tab. */
import type { App } from "../app";
import type { Reception } from "../flow/reception";
import { fill, paragraph, type Screen } from "../view/parts";
import { elsewhere as words } from "../words";

export function elsewhere(app: App, reception: Reception): Screen {
  const here = async (): Promise<void> => {
    await app.loadUnfinished();
    const kept = app.unfinished.find(({ id }) => id === reception.kept.id);
    if (kept) await app.resume(kept);
    else app.show("ended");
  };
  return {
    title: words.title,
    body: paragraph(words.body),
    actions: fill(words.here, () => void here()),
  };
}
