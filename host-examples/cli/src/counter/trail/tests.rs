//! What is done to a trail between two runs, and what the second says.

use super::*;
use core::cell::RefCell;
use tempfile::TempDir;

/// A folder with a trail and its key, and what the journal would keep.
struct Kept<'o> {
    onshi: &'o Onshi,
    folder: TempDir,
    head: RefCell<Option<String>>,
}

impl<'o> Kept<'o> {
    fn new(onshi: &'o Onshi) -> Self {
        Self {
            onshi,
            folder: tempfile::tempdir().unwrap(),
            head: RefCell::default(),
        }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn told(&self, told: Option<&str>) -> Result<Trail<'o>, String> {
        let place = Place {
            path: &self.at("trail"),
            key_file: &self.at("key"),
            kept: self.head.borrow().clone(),
            told,
        };
        Trail::open(self.onshi, place).map_err(|failure| match failure {
            Failure::Misuse(why) => why,
            _ => String::new(),
        })
    }

    fn open(&self) -> Result<Trail<'o>, String> {
        self.told(None)
    }

    /// One more line, and its head kept.
    fn look(&self, trail: &mut Trail<'_>) {
        trail.append(&entry("dr-1")).unwrap().unwrap();
        trail.flush().unwrap();
        self.keep(trail);
    }

    fn keep(&self, trail: &mut Trail<'_>) {
        if let Some(head) = trail.note() {
            self.head.replace(Some(head));
        }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.at("trail")).unwrap()
    }
}

fn entry(who: &str) -> String {
    let entry = json!({
        "who": who, "right": "physician", "patient": "P-1", "what": ["medicines"],
        "why": "care",
    });
    entry.to_string()
}

fn component() -> Onshi {
    Onshi::open(onshi_tests::dist()).unwrap()
}

#[test]
fn an_entry_that_cannot_be_taken_holds_up_no_other() {
    let onshi = component();
    let kept = Kept::new(&onshi);
    let mut trail = kept.open().unwrap();
    kept.keep(&mut trail);
    let refused = trail.append(&entry("山田")).unwrap().unwrap_err();
    assert_eq!(refused[0].code, "audit.not-a-reference");
    kept.look(&mut trail);
    drop(trail);
    assert!(kept.open().unwrap().head().unwrap().starts_with("1:"));
}

#[test]
fn whatever_was_done_to_it_is_said_and_nothing_is_written() {
    let onshi = component();
    let kept = Kept::new(&onshi);
    let mut trail = kept.open().unwrap();
    (0..3).for_each(|_| kept.look(&mut trail));
    drop(trail);
    let text = kept.text();
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let altered = text.replace("dr-1", "dr-2");
    let last_altered = lines[2].replace("dr-1", "dr-2");
    for (done, code) in [
        // But for the last line feed, it is all there.
        (text.trim_end().to_owned(), "audit.cut-off"),
        (lines[..2].concat(), "audit.cut-off"),
        (String::new(), "audit.cut-off"),
        (
            [&lines[..2].concat(), last_altered.trim_end()].concat(),
            "audit.cut-off",
        ),
        (
            [&lines[..2].concat(), &*last_altered].concat(),
            "audit.broken",
        ),
        (altered, "audit.broken"),
        (lines[1..].concat(), "audit.broken"),
        ([&text, "\n"].concat(), "audit.broken"),
        ([&text, "\0\0\n"].concat(), "audit.broken"),
        ([&text, "half", "\n"].concat(), "audit.broken"),
        ([&*text, &text].concat(), "audit.broken"),
        ([text.clone(), "x".repeat(200_000)].concat(), "audit.broken"),
    ] {
        fs::write(kept.at("trail"), &done).unwrap();
        let why = kept.open().map(drop).unwrap_err();
        assert!(why.contains(code), "{code}: {why}");
        assert!(
            why.contains("trail") && why.contains("--audit-head"),
            "{why}"
        );
        assert_eq!(kept.text(), done, "as it was");
    }
    fs::remove_file(kept.at("trail")).unwrap();
    let why = kept.open().map(drop).unwrap_err();
    assert!(why.contains("監査記録がありません"), "{why}");
    assert!(!kept.at("trail").exists());
    fs::write(kept.at("trail"), &text).unwrap();
    assert!(kept.open().is_ok());
}

#[test]
fn another_trail_of_the_same_key_is_not_this_one() {
    let onshi = component();
    let (kept, other) = (Kept::new(&onshi), Kept::new(&onshi));
    kept.look(&mut kept.open().unwrap());
    fs::copy(kept.at("key"), other.at("key")).unwrap();
    let mut trail = other.open().unwrap();
    trail.append(&entry("dr-2")).unwrap().unwrap();
    trail.flush().unwrap();
    fs::copy(other.at("trail"), kept.at("trail")).unwrap();
    let why = kept.open().map(drop).unwrap_err();
    assert!(why.contains("audit.broken"), "{why}");
}

#[test]
fn what_a_crash_left_after_the_head_is_put_aside_and_said() {
    let onshi = component();
    let kept = Kept::new(&onshi);
    let mut trail = kept.open().unwrap();
    kept.keep(&mut trail);
    drop(trail);
    for (number, half) in ["{\"v\":1,\"num", "\0\0\0\0", "\u{7}", "{\"v\":1"]
        .iter()
        .enumerate()
    {
        let before = kept.text();
        fs::write(kept.at("trail"), [&before, *half].concat()).unwrap();
        let mut trail = kept.open().unwrap();
        assert!(
            trail.news[0].contains("audit.half-line"),
            "{:?}",
            trail.news
        );
        assert_eq!(kept.text(), before);
        let aside = kept.at(&format!("trail.unfinished-{}", number + 1));
        assert_eq!(fs::read_to_string(&aside).unwrap(), *half);
        kept.look(&mut trail);
        drop(trail);
        assert!(kept.open().unwrap().news.is_empty());
    }
}

#[test]
fn lines_that_the_journal_did_not_come_to_know_of_are_gone_on_from() {
    let onshi = component();
    let kept = Kept::new(&onshi);
    let mut trail = kept.open().unwrap();
    kept.look(&mut trail);
    trail.append(&entry("dr-1")).unwrap().unwrap();
    trail.flush().unwrap();
    drop(trail);
    let mut trail = kept.open().unwrap();
    assert!(trail.head().unwrap().starts_with("2:"));
    kept.keep(&mut trail);
    drop(trail);
    // From now on it is known.
    let first = kept.text().split_inclusive('\n').next().unwrap().to_owned();
    fs::write(kept.at("trail"), first).unwrap();
    assert!(kept.open().is_err());
}

#[test]
fn without_a_head_of_the_journals_staff_name_one_or_begin_anew() {
    let onshi = component();
    let kept = Kept::new(&onshi);
    let mut trail = kept.open().unwrap();
    (0..2).for_each(|_| kept.look(&mut trail));
    drop(trail);
    let printed = kept.head.take().unwrap();
    let why = kept.open().map(drop).unwrap_err();
    assert!(why.contains("--audit-head"), "{why}");
    assert!(kept.told(Some(&printed.replace('2', "3"))).is_err());
    assert!(kept.told(Some("none")).is_err(), "it has lines");
    let mut trail = kept.told(Some(&printed)).unwrap();
    kept.keep(&mut trail);
    drop(trail);
    assert!(kept.open().is_ok());
    fs::rename(kept.at("trail"), kept.at("of-last-year")).unwrap();
    assert!(kept.open().is_err());
    let mut trail = kept.told(Some("none")).unwrap();
    kept.look(&mut trail);
    drop(trail);
    assert!(kept.open().unwrap().head().unwrap().starts_with("1:"));
}

#[test]
fn a_key_that_is_gone_is_not_made_anew_where_it_has_sealed_something() {
    let onshi = component();
    let kept = Kept::new(&onshi);
    kept.look(&mut kept.open().unwrap());
    fs::rename(kept.at("key"), kept.at("elsewhere")).unwrap();
    let why = kept.open().map(drop).unwrap_err();
    assert!(why.contains("--audit-key") && why.contains("key"), "{why}");
    assert!(!kept.at("key").exists());
    fs::write(kept.at("key"), [7; 32]).unwrap();
    assert!(kept.open().is_err(), "another");
}

#[cfg(unix)]
#[test]
fn trail_and_key_are_plain_files_and_nobody_elses() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let onshi = component();
    let kept = Kept::new(&onshi);
    kept.look(&mut kept.open().unwrap());
    let mode = |name: &str| fs::metadata(kept.at(name)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(kept.at("key"), PermissionsExt::from_mode(0o644)).unwrap();
    let trail = kept.open().unwrap();
    assert!(trail.news[0].contains("鍵"), "{:?}", trail.news);
    assert_eq!((mode("key"), mode("trail")), (0o600, 0o600));
    let why = kept.open().map(drop).unwrap_err();
    assert!(why.contains("使用中") && why.contains("trail"), "{why}");
    drop(trail);
    for name in ["trail", "key"] {
        fs::rename(kept.at(name), kept.at("moved")).unwrap();
        symlink(kept.at("moved"), kept.at(name)).unwrap();
        assert!(
            kept.open()
                .map(drop)
                .unwrap_err()
                .contains("普通のファイル")
        );
        fs::remove_file(kept.at(name)).unwrap();
        fs::create_dir(kept.at(name)).unwrap();
        assert!(
            kept.open()
                .map(drop)
                .unwrap_err()
                .contains("普通のファイル")
        );
        fs::remove_dir(kept.at(name)).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(kept.at(name))
            .status();
        assert!(made.unwrap().success());
        assert!(
            kept.open()
                .map(drop)
                .unwrap_err()
                .contains("普通のファイル")
        );
        fs::remove_file(kept.at(name)).unwrap();
        fs::rename(kept.at("moved"), kept.at(name)).unwrap();
    }
    assert!(kept.open().is_ok());
}
