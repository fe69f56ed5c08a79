// Holds what the typed functions gave against the types that the package declares: by
// having TypeScript check a program in which all of it is written down.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../support/project.mjs";
import { program } from "../support/provided.mjs";

const HEAD = (name) => `import type * as onshi from "${name}";

declare const bytes: onshi.Bytes;
declare const message: any;
`;

const CONFIGURATION = {
  compilerOptions: {
    target: "ES2020",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["ES2020", "DOM"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  },
  files: ["answers.ts"],
};

/** What is noted of an entry of the package, and checked in the end. */
export function checked(place, name) {
  const lines = new Set();
  return {
    /** Notes what a function of this name gave. */
    note(of, value) {
      const type = of === "problems" ? "onshi.Problem[]" : `ReturnType<typeof onshi.${of}>`;
      lines.add(`${literal(value)} satisfies ${type};\n`);
    },
    /** Fails where something is not of its type. */
    async check() {
      await writeFile(join(place, "answers.ts"), HEAD(name) + [...lines].join(""));
      await writeFile(join(place, "tsconfig.json"), JSON.stringify(CONFIGURATION));
      await run(place, process.execPath, [program("typescript/bin/tsc")]);
    },
  };
}

/**
 * A value as a program has it. Messages are as they were sent: what their layouts say, they
 * need not have kept to.
 */
function literal(value) {
  if (value instanceof Uint8Array) return "bytes";
  if (Array.isArray(value)) return `[${value.map(literal).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, value]) => {
    const isMessage = name === "content" && value !== null;
    return `${JSON.stringify(name)}:${isMessage ? "message" : literal(value)}`;
  });
  return `({${members.join()}})`;
}
