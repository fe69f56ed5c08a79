//! What holds of every pair of values, over many that are made up.

use super::chart::Chart;
use super::fold::Folding;
use super::grade::rank;
use super::words::{DIFFERS, EQUAL, SAME};
use super::{insurance, name, sent};
use crate::message::{Tree, read_json};
use crate::problem::Code;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn text(&mut self, characters: &str, most: usize) -> String {
        let characters: Vec<_> = characters.chars().collect();
        let length = 1 + self.below(most);
        (0..length)
            .map(|_| characters[self.below(characters.len())])
            .collect()
    }

    /// Often the same text with one character changed: two at random are rarely alike.
    fn beside(&mut self, text: &str, characters: &str) -> String {
        let at = self.below(text.chars().count() + 1);
        let other = self.text(characters, 1);
        text.chars()
            .enumerate()
            .map(|(place, one)| {
                if place == at {
                    other.clone()
                } else {
                    one.to_string()
                }
            })
            .collect()
    }
}

/// 氏名, カナ氏名, another 氏名 and its カナ氏名.
type Side = [String; 4];

fn tree(side: &Side) -> Tree {
    let [name, kana, other, other_kana] = side;
    let content = format!(
        r#"{{"MessageBody":{{"ResultList":[{{"ResultOfQualificationConfirmation":{{"Name":"{name}",
        "NameKana":"{kana}","NameOfOther":"{other}","NameOfOtherKana":"{other_kana}"}}}}]}}}}"#
    );
    read_json(&content, &Default::default()).unwrap().tree
}

fn grades(sent_side: &Side, chart_side: &Side, folding: &Folding) -> (Code, Code) {
    let tree = tree(sent_side);
    let sent = sent::all(tree.root());
    let some = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
    let [name, kana, other, other_kana] = chart_side;
    let chart = Chart {
        name: some(name),
        kana: some(kana),
        other_names: some(other).into_iter().collect(),
        other_kana: some(other_kana).into_iter().collect(),
        ..Chart::default()
    };
    let (name, kana) = name::compare(&sent[0], &chart, folding);
    (name.grade, kana.grade)
}

const IN_NAMES: &str = "見本よょ●　";
const IN_KANA: &str = "ミヨョ●ー ";

/// What is left of a name where nothing is to be told apart any more.
fn plain(name: &str) -> Vec<char> {
    let large = |c| match c {
        'ょ' => 'よ',
        'ョ' => 'ヨ',
        other => other,
    };
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(large)
        .collect()
}

#[test]
fn names_are_compared_alike_from_either_side_and_known_characters_never_pass() {
    let folding = Folding::new();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut equal, mut different) = (0, 0);
    for _ in 0..4_000 {
        let one = [
            random.text(IN_NAMES, 4),
            random.text(IN_KANA, 4),
            random.text(IN_NAMES, 4),
            random.text(IN_KANA, 4),
        ];
        let mut other = one.clone();
        for (text, characters) in other.iter_mut().zip([IN_NAMES, IN_KANA, IN_NAMES, IN_KANA]) {
            if random.below(2) == 0 {
                *text = random.beside(text, characters);
            }
        }
        // A side without its first name is told in other words on either side.
        if [&one, &other]
            .iter()
            .any(|side| side.iter().any(|text| text.trim().is_empty()))
        {
            continue;
        }
        let (ours, theirs) = (
            grades(&one, &other, &folding),
            grades(&other, &one, &folding),
        );
        assert_eq!(ours, theirs, "{one:?} {other:?}");
        let alone = |side: &Side| {
            let [name, kana, ..] = side.clone();
            [name, kana, String::new(), String::new()]
        };
        let (name, kana) = grades(&alone(&one), &alone(&other), &folding);
        for (at, grade) in [(0, name), (1, kana)] {
            let (one, other) = (plain(&one[at]), plain(&other[at]));
            let known = one
                .iter()
                .zip(&other)
                .filter(|(a, b)| **a != '●' && **b != '●');
            let agrees = one.len() == other.len() && known.clone().all(|(a, b)| a == b);
            let is_enough = known.clone().count() * 2 >= one.len() && known.count() > 0;
            if matches!(grade, SAME | EQUAL) {
                assert!(agrees && is_enough, "{one:?} {other:?}");
                equal += 1;
            } else {
                different += 1;
            }
        }
    }
    assert!(equal > 1_000 && different > 1_000, "{equal} {different}");
}

#[test]
fn unknown_characters_never_make_a_name_more_equal() {
    let folding = Folding::new();
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    let mut worse = 0;
    for _ in 0..800 {
        let name = random.text("見本花子よょ", 4);
        let kana = random.text("ミホンョ", 4);
        let chart = [name.clone(), kana.clone(), String::new(), String::new()];
        let mut sent = chart.clone();
        let mut before = grades(&sent, &chart, &folding);
        // One character after the other becomes unknown, of the name and of the kana.
        for step in 0..6 {
            let text = &mut sent[step % 2];
            let at = random.below(text.chars().count());
            *text = text
                .chars()
                .enumerate()
                .map(|(place, one)| if place == at { '●' } else { one })
                .collect();
            let now = grades(&sent, &chart, &folding);
            let is_no_better = |now: Code, before: Code| rank(now) >= rank(before);
            assert!(is_no_better(now.0, before.0), "{sent:?} {chart:?}");
            assert!(is_no_better(now.1, before.1), "{sent:?} {chart:?}");
            assert!(now.0 != DIFFERS && now.1 != DIFFERS, "{sent:?} {chart:?}");
            worse += u32::from(now != before);
            before = now;
        }
        // Whatever the name was.
        let unknown = "●".repeat(name.chars().count());
        let nothing = [unknown, kana, String::new(), String::new()];
        let (grade, _) = grades(&nothing, &chart, &folding);
        assert!(!matches!(grade, SAME | EQUAL), "{nothing:?} {chart:?}");
    }
    assert!(worse > 500, "{worse}");
}

#[test]
fn numbers_are_equal_by_their_digits_and_the_places_of_their_hyphens() {
    let folding = Folding::new();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let (mut equal, mut different) = (0, 0);
    let digits = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let rest = digits.trim_start_matches('0').to_string();
        (!digits.is_empty()).then_some(rest)
    };
    let is_hyphen = |c: char| matches!(c, '-' | 'ー' | '‐');
    // Of each hyphen, how many digits come after it.
    let hyphens = |text: &str| {
        let after: Vec<char> = text.chars().collect();
        let places = (0..after.len()).filter(|at| is_hyphen(after[*at]));
        let digits = |at: usize| after[at..].iter().filter(|c| c.is_ascii_digit()).count();
        places.map(digits).collect::<Vec<_>>()
    };
    for _ in 0..20_000 {
        let one = random.text("001234--ー‐", 5);
        let other = random.beside(&one, "001234--ー‐ ");
        let other = if random.below(2) == 0 {
            other.replace(['-', '0'], "")
        } else {
            other
        };
        if other.trim().is_empty() {
            continue;
        }
        let grade = insurance::number(Ok(Some(&one)), Some(&other), &folding).grade;
        let back = insurance::number(Ok(Some(&other)), Some(&one), &folding).grade;
        assert_eq!(grade, back, "{one} {other}");
        if grade == EQUAL {
            assert!(digits(&one).is_some(), "{one} {other}");
            assert_eq!(digits(&one), digits(&other), "{one} {other}");
            let (a, b) = (hyphens(&one), hyphens(&other));
            assert!(a == b || a.is_empty() || b.is_empty(), "{one} {other}");
            equal += 1;
        } else if grade != SAME {
            different += 1;
        }
    }
    assert!(equal > 500 && different > 500, "{equal} {different}");
}
