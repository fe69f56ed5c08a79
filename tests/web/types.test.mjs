// The types of the packed tarball, as TypeScript checks a program over them: strictly,
// the package's own files too, by the newest compiler and an old one.
import { before, describe, it } from "node:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { project, run } from "./support/project.mjs";
import { program } from "./support/provided.mjs";

const COMPILERS = { "TypeScript 7.0": "typescript", "TypeScript 5.0": "typescript-5" };

/** What programs are compiled for. */
const TARGETS = {
  "a bundler": { module: "esnext", moduleResolution: "bundler", lib: ["ES2020", "DOM"] },
  "Node": { module: "node16", moduleResolution: "node16", lib: ["ES2020"], types: ["node"] },
  "a host without types": { module: "esnext", moduleResolution: "bundler", lib: ["ES2020"] },
};

describe("the types of the package", () => {
  let place;
  before(async () => (place = await project("types")));

  for (const [compiler, name] of Object.entries(COMPILERS)) {
    for (const [target, options] of Object.entries(TARGETS)) {
      it(`hold for ${target}, by ${compiler}`, async () => {
        const configuration = {
          compilerOptions: {
            target: "ES2020",
            strict: true,
            exactOptionalPropertyTypes: true,
            noUncheckedIndexedAccess: true,
            skipLibCheck: false,
            noEmit: true,
            types: [],
            ...options,
          },
          files: target === "a bundler" ? ["usage.ts", "page.ts"] : ["usage.ts"],
        };
        const file = `tsconfig.${target.replaceAll(" ", "-")}.json`;
        await writeFile(join(place, file), JSON.stringify(configuration));
        await run(place, process.execPath, [program(`${name}/bin/tsc`), "--project", file]);
      });
    }
  }
});
