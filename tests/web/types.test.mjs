// The types of the packed tarball, as TypeScript checks a program over them: strictly,
// the package's own files too, by the newest compiler and an old one.
import { before, describe, it } from "node:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { project, run } from "./support/project.mjs";
import { program } from "./support/provided.mjs";

const PAGE = { module: "esnext", moduleResolution: "bundler", lib: ["ES2020", "DOM"] };

/** For what, and by which compiler. */
const PROGRAMS = [
  { target: "a page", compiler: "typescript", options: PAGE },
  { target: "a page, by TypeScript 5.0", compiler: "typescript-5", options: PAGE },
  {
    target: "Node",
    compiler: "typescript",
    options: { module: "node16", moduleResolution: "node16", lib: ["ES2020"], types: ["node"] },
  },
  {
    target: "a host of which no types are known",
    compiler: "typescript",
    options: { module: "esnext", moduleResolution: "bundler", lib: ["ES2020"] },
  },
];

describe("the types of the package", () => {
  let place;
  before(async () => (place = await project("types")));

  for (const { target, compiler, options } of PROGRAMS) {
    it(`hold for ${target}`, async () => {
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
        files: options === PAGE ? ["usage.ts", "page.ts"] : ["usage.ts"],
      };
      await writeFile(join(place, "tsconfig.json"), JSON.stringify(configuration));
      await run(place, process.execPath, [program(`${compiler}/bin/tsc`)]);
    });
  }
});
