/** The SDK in a thread of its own: a large file never stops the page. */
import init, { certificate, version } from "@onshi/web";
import { attempt, problemsOf } from "./analysis/attempt";
import { readMessage } from "./analysis/message";
import type { FromWorker, Question, Report, ToWorker } from "./analysis/question";

const page = self as unknown as { postMessage(said: FromWorker): void; onmessage: unknown };

/** Those that are being answered. */
const wanted = new Set<number>();

async function answer(question: Question, report: Report): Promise<unknown> {
  switch (question.kind) {
    case "message":
      return readMessage(question, report);
    case "describe":
      return question.certificates.map((der) => attempt(() => certificate.describe(der)));
    case "validate":
      return attempt(() => certificate.validate(question.request));
  }
}

async function asked(id: number, question: Question): Promise<void> {
  wanted.add(id);
  const report: Report = (progress) => {
    if (wanted.has(id)) page.postMessage({ id, progress });
    return wanted.has(id);
  };
  try {
    await init();
    page.postMessage({ id, answer: await answer(question, report) });
  } catch (problem) {
    page.postMessage({ id, problems: problemsOf(problem) });
  } finally {
    wanted.delete(id);
  }
}

page.onmessage = ({ data }: { data: ToWorker }) => {
  if ("cancelled" in data) wanted.delete(data.cancelled);
  else void asked(data.id, data.question);
};

init().then(
  () => page.postMessage({ ready: true, version: version() }),
  (problem: unknown) => page.postMessage({ ready: false, problems: problemsOf(problem) }),
);
