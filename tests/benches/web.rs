//! What `@onshi/web` costs in Chromium: starting it, beside another package, and a
//! login in the page.

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../desk.rs"]
mod desk;

use desk::{Login, request, rsa_card};
use onshi_host::Onshi;
use std::env;
use std::process::Command;

/// What `cargo xtask bench` provides.
const PROVIDED: [&str; 3] = ["ONSHI_WEB_TOOLS", "ONSHI_CHROMIUM", "ONSHI_NODE_PACKAGES"];

fn main() {
    if let Some(missing) = PROVIDED.iter().find(|name| env::var_os(name).is_none()) {
        println!("the web package: not measured, {missing} is not set");
        return;
    }
    let component = std::fs::read(onshi_tests::dist().join("onshi-wide.wasm"));
    let onshi = Onshi::from_bytes(&component.expect("a component")).expect("it opens");
    let (root, card) = rsa_card();
    let chain = request("jpki-auth", card, &[root.certificate()]);
    let login = Login::new(&onshi, chain, card).to_json();
    let file = env::temp_dir().join(format!("onshi-web-bench-{}.json", std::process::id()));
    std::fs::write(&file, login.to_string()).expect("a file for Node");
    let node = env::var_os("ONSHI_NODE").unwrap_or_else(|| "node".into());
    let script = onshi_tests::folder().join("benches/web/bench.mjs");
    let status = Command::new(node).args([&script, &file]).status();
    let _ = std::fs::remove_file(file);
    assert!(status.expect("Node runs").success(), "the benchmark failed");
}
