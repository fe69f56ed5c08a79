//! What is done to a trail, and what is found of it.

use super::*;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::vec;

const TIME: &str = "2026-11-21T09:00:00+09:00";

fn key() -> Key {
    Key::new(vec![7; 32]).unwrap()
}

fn entry() -> Entry {
    Entry {
        who: "dr-01".into(),
        right: "physician".into(),
        patient: "000123".into(),
        what: vec!["medicines".into(), "checkups".into()],
        why: "care".into(),
        ..Entry::default()
    }
}

/// Lines of a trail, a minute apart, and the head after each.
fn trail(count: u32) -> (Vec<String>, Vec<Head>) {
    let (mut lines, mut heads) = (Vec::new(), Vec::new());
    for number in 0..count {
        let at = Instant::parse(TIME).unwrap();
        let at = at.plus_seconds(60 * i64::from(number));
        let appended = append(&key(), heads.last(), &entry(), at).unwrap();
        lines.push(appended.line);
        heads.push(Head::parse(&appended.head).unwrap());
    }
    (lines, heads)
}

fn file<T: AsRef<str>>(lines: &[T]) -> String {
    let ended = lines.iter().map(|line| line.as_ref().to_owned() + "\n");
    ended.collect()
}

fn against(lines: &str, head: Option<Head>) -> Verification {
    let options = Options { head, after: None };
    verify(&key(), lines.as_bytes(), "", &options).unwrap()
}

/// Codes and lines of what was found.
fn found(of: &Verification) -> Vec<(&'static str, u32)> {
    let found = of.findings.iter();
    found
        .map(|one| (one.code.id(), one.place.line.unwrap_or_default()))
        .collect()
}

#[test]
fn a_trail_is_intact_up_to_its_head_and_says_what_was_not_checked() {
    let (lines, heads) = trail(5);
    let whole = file(&lines);
    let last = *heads.last().unwrap();
    let verdict = against(&whole, Some(last));
    assert_eq!(verdict.state.code, INTACT.id());
    assert_eq!(verdict.lines, 5);
    assert_eq!(verdict.head, Some(last.to_string()));
    assert_eq!(verdict.missing_at_end, Some(0));
    assert!(verdict.findings.is_empty());
    let verdict = against(&whole, None);
    assert_eq!(verdict.state.code, END_NOT_CHECKED.id());
    assert_eq!(verdict.missing_at_end, None);
    let verdict = against(&whole, Some(heads[2]));
    assert_eq!(verdict.state.code, BEYOND_HEAD.id());
    assert_eq!(against("", None).state.code, EMPTY.id());
    let windows = whole.replace('\n', "\r\n");
    assert_eq!(against(&windows, Some(last)).state.code, INTACT.id());
}

#[test]
fn a_cut_off_end_shows_against_the_head_alone() {
    let (lines, heads) = trail(5);
    let cut = file(&lines[..3]);
    let verdict = against(&cut, heads.last().copied());
    assert_eq!(verdict.state.code, CUT_OFF.id());
    assert_eq!(verdict.missing_at_end, Some(2));
    assert_eq!(against(&cut, None).state.code, END_NOT_CHECKED.id());
    let none = against("", heads.last().copied());
    assert_eq!(none.state.code, CUT_OFF.id());
    assert_eq!(none.missing_at_end, Some(5));
}

#[test]
fn every_octet_of_every_line_counts() {
    let (lines, heads) = trail(3);
    let whole = file(&lines).into_bytes();
    for place in 0..whole.len() {
        for bit in [1, 0x20, 0x80] {
            let mut altered = whole.clone();
            altered[place] ^= bit;
            let options = Options {
                head: heads.last().copied(),
                after: None,
            };
            let verdict = verify(&key(), &altered, "", &options).unwrap();
            assert_ne!(verdict.state.code, INTACT.id(), "octet {place}, bit {bit}");
        }
    }
}

#[test]
fn what_was_done_is_told_apart_and_placed() {
    let (lines, heads) = trail(6);
    let [one, two, three, four, five, six] = [0, 1, 2, 3, 4, 5].map(|at| lines[at].as_str());
    let altered = three.replace("000123", "000124");
    let found = |lines: &[&str]| {
        let verdict = against(&file(lines), heads.last().copied());
        assert_eq!(verdict.state.code, BROKEN.id());
        found(&verdict)
    };
    assert_eq!(
        found(&[one, two, &altered, four, five, six]),
        [("audit.altered", 3)]
    );
    assert_eq!(found(&[one, two, four, five, six]), [("audit.removed", 3)]);
    assert_eq!(
        found(&[two, three, four, five, six]),
        [("audit.removed", 1)]
    );
    assert_eq!(
        found(&[one, two, four, three, five, six]),
        [("audit.removed", 3), ("audit.out-of-place", 4)]
    );
    assert_eq!(
        found(&[one, two, two, three, four, five, six]),
        [("audit.out-of-place", 3)]
    );
    assert_eq!(
        found(&[one, two, "{}", three, "", four, five, six]),
        [("audit.not-a-line", 3), ("audit.not-a-line", 5)]
    );
    assert_eq!(
        found(&[one, two, &altered, five, six]),
        [("audit.altered", 3), ("audit.removed", 4)]
    );
    assert_eq!(
        found(&[one, two, one, two, three, four, five, six])[0],
        ("audit.started-anew", 3)
    );
}

#[test]
fn two_writers_after_one_line_show() {
    let (lines, heads) = trail(2);
    let other = Entry {
        who: "dr-02".into(),
        ..entry()
    };
    let at = Instant::parse(TIME).unwrap().plus_seconds(120);
    let a = append(&key(), Some(&heads[1]), &entry(), at).unwrap();
    let b = append(&key(), Some(&heads[1]), &other, at).unwrap();
    let of_b = Head::parse(&b.head).unwrap();
    let c = append(&key(), Some(&of_b), &entry(), at).unwrap();
    let lines = [&*lines[0], &*lines[1], &*a.line, &*b.line, &*c.line];
    let verdict = against(&file(&lines), None);
    assert_eq!(
        found(&verdict),
        [("audit.out-of-place", 4), ("audit.does-not-follow", 5)]
    );
    // The one of the two that was taken away is the one a head remembers.
    let lines = [lines[0], lines[1], lines[2]];
    let verdict = against(&file(&lines), Some(of_b));
    assert_eq!(found(&verdict), [("audit.head-differs", 3)]);
}

#[test]
fn a_trail_of_another_key_is_not_this_one() {
    let (lines, heads) = trail(3);
    let other = Key::new(vec![8; 32]).unwrap();
    let options = Options {
        head: heads.last().copied(),
        after: None,
    };
    let verdict = verify(&other, file(&lines).as_bytes(), "", &options).unwrap();
    assert_eq!(verdict.state.code, BROKEN.id());
    assert_eq!(found(&verdict).len(), 3);
    assert_eq!(verdict.head, None);
    let short = Key::new(vec![8; 31]).unwrap_err();
    assert_eq!(short.code, KEY_TOO_SHORT);
}

#[test]
fn a_half_written_line_is_no_tampering_and_the_head_before_it_goes_on() {
    let (lines, heads) = trail(3);
    let whole = file(&lines);
    let half = whole.get(..whole.len() - 30).unwrap();
    let verdict = against(half, None);
    assert_eq!(found(&verdict), [("audit.half-line", 3)]);
    assert_eq!(verdict.state.code, END_NOT_CHECKED.id());
    assert_eq!(verdict.head, Some(heads[1].to_string()));
    assert_eq!(against(half, Some(heads[2])).state.code, CUT_OFF.id());
    assert_eq!(against(half, Some(heads[1])).state.code, UNFINISHED.id());
}

#[test]
fn what_no_line_feed_ends_is_never_intact() {
    let (lines, heads) = trail(3);
    let whole = file(&lines);
    // All there but for the line feed: whether it was so written nobody knows.
    let verdict = against(whole.trim_end(), Some(heads[2]));
    assert_eq!(verdict.state.code, CUT_OFF.id());
    assert_eq!(verdict.head, Some(heads[1].to_string()));
    let before = file(&lines[..2]);
    let altered = lines[2].replace("000123", "000124");
    let nothing = "\0".repeat(50);
    for tail in [
        lines[2].as_str(),
        &altered,
        &lines[0],
        "\r",
        " ",
        "{",
        &nothing,
    ] {
        let verdict = against(&[&before, tail].concat(), Some(heads[1]));
        assert_eq!(verdict.state.code, UNFINISHED.id(), "{tail:?}");
        assert_eq!(found(&verdict), [("audit.half-line", 3)]);
        assert_eq!(verdict.head, Some(heads[1].to_string()));
    }
    for tail in ["\n", "\r\n", " \n", "\0\n", "{}\n"] {
        let verdict = against(&[&before, tail].concat(), Some(heads[1]));
        assert_eq!(verdict.state.code, BROKEN.id(), "{tail:?}");
    }
    for tail in [" ", "\t", "\0", "\r\r"] {
        let spaced = [&lines[0], tail, "\n"].concat();
        assert_eq!(against(&spaced, Some(heads[0])).state.code, BROKEN.id());
    }
}

#[test]
fn only_the_last_piece_may_end_in_the_middle_of_a_line() {
    let (lines, heads) = trail(2);
    let options = Options {
        head: heads.last().copied(),
        after: None,
    };
    let piece =
        |bytes: &str, progress: &str| verify(&key(), bytes.as_bytes(), progress, &options).unwrap();
    let first = piece(&lines[0], "");
    assert_eq!(first.state.code, CUT_OFF.id());
    let nothing = piece("", &first.progress);
    assert_eq!(nothing.state.code, CUT_OFF.id(), "nothing follows");
    for more in ["\n", &file(&lines[1..]), &file(&lines)] {
        let verdict = piece(more, &first.progress);
        assert_eq!(verdict.state.code, BROKEN.id());
        assert_eq!(found(&verdict)[0], ("audit.not-a-line", 1));
    }
    let other = first.progress.replace("unfinished", "x");
    let problem = verify(&key(), b"", &other, &options).unwrap_err();
    assert_eq!(problem.code, NOT_PROGRESS);
}

#[test]
fn pieces_say_what_the_whole_says() {
    let (lines, heads) = trail(7);
    let mut lines: Vec<_> = lines.iter().map(String::as_str).collect();
    lines.remove(4);
    lines[1] = "x";
    let head = heads.last().copied();
    let whole = against(&file(&lines), head);
    let options = Options { head, after: None };
    for size in 1..lines.len() {
        let mut progress = String::new();
        let mut findings = Vec::new();
        let mut last = None;
        for piece in lines.chunks(size) {
            let piece = file(piece);
            let verdict = verify(&key(), piece.as_bytes(), &progress, &options).unwrap();
            findings.extend(found(&verdict));
            progress.clone_from(&verdict.progress);
            last = Some(verdict);
        }
        let last = last.unwrap();
        assert_eq!(findings, found(&whole), "pieces of {size}");
        assert_eq!(last.state, whole.state);
        assert_eq!((last.lines, &last.progress), (6, &whole.progress));
    }
    for progress in ["1", "0 0 2 0 0:0 ", "0 0 0 0 1:00 ", "a b c d e f"] {
        let problem = verify(&key(), b"", progress, &options).unwrap_err();
        assert_eq!(problem.code, NOT_PROGRESS, "{progress}");
    }
}

#[test]
fn earlier_lines_may_be_put_away_where_their_head_was_kept() {
    let (lines, heads) = trail(6);
    let later = file(&lines[3..]);
    let verdict = |after, head| {
        let options = Options { head, after };
        verify(&key(), later.as_bytes(), "", &options).unwrap()
    };
    let last = heads.last().copied();
    assert_eq!(verdict(Some(heads[2]), last).state.code, INTACT.id());
    assert_eq!(
        found(&verdict(None, last)),
        [("audit.removed", 1)],
        "nobody said that they were put away"
    );
    let wrong = verdict(Some(heads[1]), last);
    assert_eq!(found(&wrong), [("audit.removed", 1)]);
    let earlier = verdict(Some(heads[2]), Some(heads[0]));
    assert_eq!(earlier.state.code, HEAD_NOT_FOUND.id());
}

#[test]
fn a_clock_set_back_is_noticed_and_breaks_nothing() {
    let (_, heads) = trail(1);
    let (lines, _) = trail(1);
    let before = Instant::parse(TIME).unwrap().plus_seconds(-1);
    let second = append(&key(), Some(&heads[0]), &entry(), before).unwrap();
    let verdict = against(&file(&[&lines[0], &second.line]), None);
    assert_eq!(found(&verdict), [("audit.time-goes-back", 2)]);
    assert_eq!(verdict.state.code, END_NOT_CHECKED.id());
}

#[test]
fn findings_are_bounded_and_counted() {
    let verdict = against(&"x\n".repeat(250), None);
    assert_eq!((verdict.findings.len(), verdict.more_findings), (100, 150));
}

#[test]
fn an_entry_says_everything_that_is_wrong_and_takes_no_name() {
    let entry = Entry {
        who: "見本 花子".into(),
        right: "Doctor!".into(),
        what: vec!["x".into(); 17],
        mode: Mode::Disaster,
        reference: Some("x".repeat(65)),
        ..Entry::default()
    };
    let problems = append(&key(), None, &entry, Instant::from_unix_seconds(0)).unwrap_err();
    let codes: Vec<_> = problems
        .iter()
        .map(|one| (one.code, one.place.path.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        codes,
        [
            (MISSING, "entry/patient"),
            (MISSING, "entry/why"),
            (MISSING, "entry/consent"),
            (NOT_A_REFERENCE, "entry/who"),
            (NOT_A_REFERENCE, "entry/reference"),
            (NOT_A_WORD, "entry/right"),
            (TOO_MANY, "entry/what"),
        ]
    );
    assert!(!format!("{problems:?}{entry:?}").contains("花子"));
}

#[test]
fn a_line_is_json_in_one_form() {
    let (lines, _) = trail(1);
    let value: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(value["number"], 1);
    assert_eq!(value["at"], "2026-11-21T00:00:00Z");
    assert_eq!(value["what"][1], "checkups");
    assert_eq!(value["previous"], "0".repeat(64));
    assert!(value.get("mode").is_none());
}

#[test]
fn the_last_number_is_the_last() {
    let full = format!("{}:{}", u32::MAX, "0".repeat(64));
    let full = Head::parse(&full).unwrap();
    let at = Instant::from_unix_seconds(0);
    let problems = append(&key(), Some(&full), &entry(), at).unwrap_err();
    assert_eq!(problems[0].code, NOT_A_HEAD);
    for text in ["", "1", "1:", "01:", "x:00", ":", "1:0G"] {
        assert!(Head::parse(text).is_err(), "{text}");
    }
}
