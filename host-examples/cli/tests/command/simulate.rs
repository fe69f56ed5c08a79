//! `onshi simulate`, as far as it ends by itself.

use crate::refused;

#[test]
fn it_says_what_it_lacks_or_does_not_understand() {
    assert!(refused(&["simulate"]).contains("--folder"));
    let folder = tempfile::tempdir().unwrap();
    let folder = crate::text(folder.path());
    for (option, value) in [
        ("--fault", "lost=2000"),
        ("--fault", "unheard-of=1"),
        ("--encoding", "EUC-JP"),
    ] {
        assert!(refused(&["simulate", "--folder", folder, option, value]).contains(value));
    }
}

#[test]
fn it_is_for_this_machine_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = crate::text(folder.path());
    let said = refused(&["simulate", "--folder", folder, "--listen", "0.0.0.0:0"]);
    assert!(said.contains("cannot simulate"), "{said}");
}
