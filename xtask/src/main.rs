//! `cargo xtask`: the one build interface of Onshi.

mod apt;
mod arrange;
mod browsers;
mod build;
mod component;
mod demo;
mod dist;
mod documents;
mod home_visit;
mod hosts;
mod pages;
mod playground;
mod run;
#[cfg(test)]
mod security;
mod tally;
mod tar;
mod test;
mod toolchain;
mod variants;
mod web;
mod wide;
mod workspace;

use std::env;
use std::process::ExitCode;

use anyhow::Result;

use crate::workspace::Workspace;

const HELP: &str = "\
Build, try and test Onshi.

Usage: cargo xtask COMMAND

  demo [ARG…]   build what is needed and play two mornings, at a clinic and a pharmacy
  home-visit [ARG…]
                build the home-visit page and start it with its server and the simulator
  home-visit-test [NAME…]
                its tests alone: the page's own and those in a browser, or files of
                tests/home-visit without .test.mjs
  playground    build the page on which vendors try the SDK, and serve it here
  playground-test [NAME…]
                its tests alone, or files of tests/playground without .test.mjs
  test          build, then run every test: core, component, Python and Node hosts,
                web package, playground, home-visit page
  suites        compare verdicts on changed certificates with other validators
  build         compile the component into dist/, print its sizes and checksums,
                and write schemas, reference and types beside it
  web           the npm package @onshi/web, in dist/web/ and as a tarball beside it
  web-test [NAME…]
                its tests alone: vectors, or a file of tests/web without .test.mjs
  web-bench     measure it in a browser, beside another package
  bench [ARG…]  measure the component under wasmtime
  soak [ARG…]   a million random and mutated inputs (or ONSHI_SOAK_INPUTS of them)
  receptions    ten thousand receptions against the simulator, with faults, on two hosts
                that are killed a hundred times
  dist          an archive to release: what is in dist/, the npm package, the onshi command
  variants      make sdk/variants anew: which kanji stand for one another in names
  help          this text

Environment:
  ONSHI_WASM_TOOLCHAIN   rustup or debian: what compiles the component
                         (otherwise whichever is there, then whichever can be installed)
  ONSHI_REQUIRE_SUITES   1: a test suite that cannot be run is a failure, not a skip
  ONSHI_RECEPTIONS, ONSHI_KILLS, ONSHI_SEED
                         how many receptions and kills `receptions` has, and which
  ONSHI_HOME_VISIT_RECEPTIONS
                         how many receptions `home-visit-test memory` has in one page
  ONSHI_SOAK_INPUTS      how many inputs `soak` tries
  ONSHI_SOAK_ROUND       which inputs: every number has others, 0 unless set
";

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".to_owned());
    let rest: Vec<String> = arguments.collect();

    let takes_arguments = matches!(
        command.as_str(),
        "demo"
            | "home-visit"
            | "bench"
            | "soak"
            | "web-test"
            | "playground-test"
            | "home-visit-test"
    );
    if !takes_arguments && !rest.is_empty() {
        eprintln!("`cargo xtask {command}` takes no arguments; see `cargo xtask help`");
        return ExitCode::from(2);
    }
    let outcome = match command.as_str() {
        "demo" => with_workspace(|it| demo::demo(it, &rest)),
        "home-visit" => with_workspace(|it| home_visit::home_visit(it, &rest)),
        "home-visit-test" => with_workspace(|it| test::home_visit_test(it, &rest)),
        "playground" => with_workspace(playground::playground),
        "playground-test" => with_workspace(|it| test::playground_test(it, &rest)),
        "test" => with_workspace(test::test),
        "suites" => with_workspace(test::suites),
        "build" => with_workspace(|it| build::build(it).map(|()| ExitCode::SUCCESS)),
        "receptions" => with_workspace(test::receptions),
        "bench" => with_workspace(|it| test::bench(it, &rest).map(|()| ExitCode::SUCCESS)),
        "soak" => with_workspace(|it| test::soak(it, &rest)),
        "web-bench" => with_workspace(|it| test::web_bench(it).map(|()| ExitCode::SUCCESS)),
        "web" => with_workspace(|it| web::web(it).map(|_| ExitCode::SUCCESS)),
        "web-test" => with_workspace(|it| test::web_test(it, &rest)),
        "dist" => with_workspace(|it| dist::dist(it).map(|()| ExitCode::SUCCESS)),
        "variants" => with_workspace(|it| variants::variants(it).map(|()| ExitCode::SUCCESS)),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("there is no command {command:?}; see `cargo xtask help`");
            return ExitCode::from(2);
        }
    };
    outcome.unwrap_or_else(|problem| {
        eprintln!("xtask: {problem:#}");
        ExitCode::FAILURE
    })
}

fn with_workspace(command: impl FnOnce(&Workspace) -> Result<ExitCode>) -> Result<ExitCode> {
    command(&Workspace::find()?)
}
