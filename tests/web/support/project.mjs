// Projects of their own in the target folder, with the tarball installed by npm.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { folder, root, tarball } from "./provided.mjs";

const exec = promisify(execFile);

/**
 * Makes a project: the sources of `consumers/<source>`, if there are any, and
 * `@onshi/web` as npm unpacks it. Tools are found in a folder above. Tests that run at
 * the same time have projects of different names.
 */
export async function project(source, name = source) {
  const place = join(folder, "projects", name);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const sources = join(root, "tests/web/consumers", source);
  await cp(sources, place, { recursive: true }).catch((problem) => {
    if (problem.code !== "ENOENT") throw problem;
  });
  await writeFile(join(place, "package.json"), '{ "private": true, "type": "module" }\n', { flag: "wx" })
    .catch((problem) => {
      if (problem.code !== "EEXIST") throw problem;
    });
  const switches = ["--offline", "--silent", "--ignore-scripts", "--no-package-lock"];
  await run(place, "npm", ["install", ...switches, tarball()]);
  return place;
}

/** Runs a program in a folder: what it prints, or an error with all it said. */
export async function run(place, command, parameters) {
  try {
    const { stdout } = await exec(command, parameters, { cwd: place });
    return stdout;
  } catch (problem) {
    throw new Error(`${command} ${parameters.join(" ")}\n${problem.stdout}${problem.stderr}`);
  }
}

/** Where npm unpacked the package. */
export const installed = (place) => join(place, "node_modules/@onshi/web");

/** A face reader's result that is valid on its day, and what is said of it. */
export const sample = {
  fileName: "OQSsiquc01res_face_1311234566aaaabbbbccccddddeeee_20261124090000.xml",
  at: "2026-11-24T09:00:00+09:00",
  bytes: await readFile(join(root, "tests/vectors/reception/face-valid.xml")),
  verdict: "資格は有効です。",
};
