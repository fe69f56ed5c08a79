//! What staff see: the receptions of the session and what was said lately.

use crate::Failure;
use onshi_host::desk::{Happening, Progress};
use onshi_host::exchange::Recovery;
use onshi_host::reception::{Action, Step};
use onshi_host::{Error, Problem};
use std::collections::{BTreeMap, VecDeque};

/// Receptions and sentences that are remembered for the screen.
const MOST: usize = 200;

/// A reception as the screen has it.
pub(super) struct Row {
    /// The host's own name or the conversation's number.
    pub(super) name: String,
    pub(super) flow: String,
    pub(super) phase: String,
    /// How it ended, in a word for staff.
    pub(super) ending: Option<&'static str>,
    /// The question that is open, and its options.
    pub(super) asked: Option<(String, Vec<String>)>,
}

/// What is shown.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) rows: VecDeque<Row>,
    /// Newest last.
    pub(super) sentences: VecDeque<String>,
    /// Those that were not printed yet.
    pub(super) news: Vec<String>,
    pub(super) counts: Counts,
    /// How many of which flow ended how, in the core's words.
    pub(super) ended: BTreeMap<(String, String), u64>,
}

/// How many receptions ended in which way.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) answered: u64,
    pub(super) refused: u64,
    pub(super) uncertain: u64,
    pub(super) cancelled: u64,
}

impl Shown {
    pub(super) fn take(&mut self, progress: &Progress<'_>) {
        let name = match (progress.reference, progress.conversation) {
            (Some(reference), _) => reference.to_owned(),
            (None, Some(id)) => format!("#{}", id.number()),
            (None, None) => "新規".to_owned(),
        };
        if let Some(text) = said(progress.happening) {
            self.say(&name, &text);
        }
        match progress.error {
            None => {}
            Some(Error::Problems(problems)) => self.problems(Some(&name), problems),
            Some(_) => self.say(
                &name,
                "！大きすぎて読めない結果です(届いたまま保存しました)",
            ),
        }
        let Some(step) = progress.step else { return };
        for (to, text) in step.actions.iter().filter_map(sentence) {
            self.say(&name, &format!("{to}{text}"));
        }
        if let Some(end) = &step.outcome {
            let key = (step.flow.clone(), end.kind.clone());
            *self.ended.entry(key).or_default() += 1;
        }
        let ending = step
            .outcome
            .as_ref()
            .map(|end| self.counts.ended(&end.kind));
        if let Some(ending) = ending {
            self.say(&name, &format!("── {ending}"));
            let ways = step.outcome.iter().flat_map(|end| &end.next_steps);
            for way in ways {
                self.say(&name, &format!("   次の方法: {}", way.message_ja));
            }
        }
        // What has no name yet is asked again once it has.
        if progress.reference.is_some() || progress.conversation.is_some() || ending.is_some() {
            self.row(name, step, ending);
        }
    }

    fn row(&mut self, name: String, step: &Step, ending: Option<&'static str>) {
        let mut latest = step.actions.iter().rev();
        let asks = latest.find(|action| action.kind == "ask");
        let asked = asks.and_then(|action| {
            let options = action.options.iter().map(|option| option.id.clone());
            Some((action.question.clone()?, options.collect()))
        });
        let row = Row {
            flow: step.flow.clone(),
            phase: step.phase.message_ja.clone(),
            ending,
            asked,
            name,
        };
        match self.rows.iter_mut().find(|known| known.name == row.name) {
            Some(known) => *known = row,
            None => push(&mut self.rows, row),
        }
    }

    pub(super) fn problems(&mut self, name: Option<&str>, problems: &[Problem]) {
        for problem in problems {
            let text = format!("！{} [{}]", problem.message_ja, problem.code);
            self.say(name.unwrap_or("新規"), &text);
        }
    }

    /// What the core said to a command of the screen.
    pub(super) fn answered(&mut self, told: Result<(), Error>) -> Result<(), Failure> {
        match told {
            Ok(()) => Ok(()),
            Err(Error::Problems(problems)) => {
                self.problems(None, &problems);
                Ok(())
            }
            Err(Error::NoSuchReception) => {
                self.say("受付", "その受付はありません");
                Ok(())
            }
            Err(other) => Err(other.into()),
        }
    }

    /// What an earlier session left, where it left anything.
    pub(super) fn recovered(&mut self, found: Recovery) {
        if found.conversations > 0 {
            let text = format!(
                "前回の続き {}件(送信済み {}、いま送信 {}、未送信 {}、不明 {})",
                found.conversations,
                found.published,
                found.published_now,
                found.unpublished,
                found.uncertain
            );
            self.say("受付", &text);
        }
    }

    fn say(&mut self, name: &str, text: &str) {
        let line = format!("{name}: {text}");
        push(&mut self.sentences, line.clone());
        self.news.push(line);
    }
}

impl Counts {
    fn ended(&mut self, kind: &str) -> &'static str {
        let (count, word) = match kind {
            "answered" => (&mut self.answered, "回答あり"),
            "refused" => (&mut self.refused, "回答なし(別の方法で)"),
            "cancelled" => (&mut self.cancelled, "取消"),
            _ => (&mut self.uncertain, "送信結果不明(再送しないでください)"),
        };
        *count += 1;
        word
    }
}

fn said(happening: Happening) -> Option<String> {
    Some(match happening {
        Happening::Unpublished(trouble) | Happening::Uncertain(trouble) => {
            trouble.message_ja.to_owned()
        }
        Happening::Late => "終了後に結果が届きました".to_owned(),
        Happening::Duplicate => "同じ結果がもう一度届きました(処理しません)".to_owned(),
        _ => return None,
    })
}

/// A text for somebody, and whom it is for.
fn sentence(action: &Action) -> Option<(&'static str, &str)> {
    let text = action.text.as_ref()?;
    let to = match (action.kind.as_str(), action.audience.as_deref()) {
        (_, Some("patient")) => "患者さんへ: ",
        ("ask", _) => "確認: ",
        ("seam", _) => "手作業: ",
        ("open", _) => "開く: ",
        _ => "",
    };
    Some((to, &text.message_ja))
}

fn push<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == MOST {
        list.pop_front();
    }
    list.push_back(item);
}
