/** すべての同意を取り消す: asked once, confirmed once. */
import { nothing } from "lit-html";
import type { App } from "../app";
import type { CancelledBy } from "../flow/kept";
import { fill, outline, paragraph, type Screen } from "../view/parts";
import { cancel as words } from "../words";
import { html } from "lit-html";

/** Why, in the core's own words, for staff; patients cancel as patients. */
const REASONS: Record<string, CancelledBy> = {
  "cancellation.by-institution": "institution",
  "cancellation.by-patient": "patient",
  "cancellation.change-of-use": "changed-use",
};

export function cancel(app: App): Screen {
  const { reception } = app;
  const staff = reception?.kept.who === "staff" && app.staff !== undefined;
  const question = staff ? reception?.inquiry.question : undefined;
  const confirm = (by: CancelledBy) => (): void => {
    if (!reception) return app.show("start");
    app.go("run");
    void reception.confirmCancelling(by);
  };
  return {
    title: words.title,
    back: app.back,
    body: [
      paragraph(words.body),
      paragraph(words.care),
      question ? html`<p><b>${question.text?.messageJa}</b></p>` : nothing,
    ],
    actions: [
      outline(words.no, () => void app.close()),
      ...(question
        ? question.options.map(({ id, messageJa }) => outline(messageJa, confirm(REASONS[id] ?? "patient")))
        : [fill(words.yes, confirm("patient"))]),
    ],
  };
}
