/** The SDK in a thread of its own: a large file never stops the page. */
import init, { certificate, version } from "@onshi/web";
import { attempt, problemsOf } from "./analysis/attempt";
import { readMessage } from "./analysis/message";
import type { FromWorker, Progress, Question, ToWorker } from "./analysis/question";

const page = self as unknown as { postMessage(said: FromWorker): void; onmessage: unknown };

async function answer(question: Question, progress: (how: Progress) => void): Promise<unknown> {
  switch (question.kind) {
    case "message":
      return readMessage(question, progress);
    case "describe":
      return question.certificates.map((der) => attempt(() => certificate.describe(der)));
    case "validate":
      return attempt(() => certificate.validate(question.request));
  }
}

page.onmessage = async ({ data: { id, question } }: { data: ToWorker }) => {
  try {
    await init();
    page.postMessage({ id, answer: await answer(question, (progress) => page.postMessage({ id, progress })) });
  } catch (problem) {
    page.postMessage({ id, problems: problemsOf(problem) });
  }
};

init().then(
  () => page.postMessage({ ready: true, version: version() }),
  (problem: unknown) => page.postMessage({ ready: false, problems: problemsOf(problem) }),
);
