/** What the SDK refuses to do comes as problems, never as an exception beyond the worker. */
import { OnshiError, type Problem } from "@onshi/web";

export type Attempt<Value> = { value: Value } | { problems: Problem[] };

export function attempt<Value>(work: () => Value): Attempt<Value> {
  try {
    return { value: work() };
  } catch (problem) {
    return { problems: problemsOf(problem) };
  }
}

export function problemsOf(problem: unknown): Problem[] {
  if (problem instanceof OnshiError) return problem.problems;
  // Such as a file that was taken away while it was read. Its text is the engine's own.
  const message = problem instanceof Error ? problem.message : String(problem);
  return [
    {
      code: "playground.failed",
      severity: "error",
      place: {},
      message: `the file could not be read: ${message}`,
      messageJa: `ファイルを読めませんでした: ${message}`,
    },
  ];
}
