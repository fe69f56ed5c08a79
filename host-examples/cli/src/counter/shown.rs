//! What staff see: the receptions of the session and what was said lately.

use super::ends::{Ends, word};
use onshi_host::desk::{Happening, Progress};
use onshi_host::exchange::{ConversationId, Recovery, Trouble};
use onshi_host::reception::{Action, Outcome, Step};
use onshi_host::{Error, Problem};
use std::collections::VecDeque;

/// Receptions and sentences that are remembered for the screen.
const MOST: usize = 200;

/// A reception as the screen has it.
pub(super) struct Row {
    /// The host's own name or the conversation's number.
    pub(super) name: String,
    pub(super) conversation: Option<ConversationId>,
    /// What staff call the flow.
    pub(super) flow: String,
    pub(super) phase: String,
    /// How it ended, in a word for staff.
    pub(super) ending: Option<&'static str>,
    /// The question that is open, and its options: what each is called by, and says.
    pub(super) asked: Option<(String, Vec<(String, String)>)>,
}

/// What is shown.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) rows: VecDeque<Row>,
    /// Newest last.
    pub(super) sentences: VecDeque<String>,
    /// Those that were not printed yet.
    pub(super) news: Vec<String>,
    pub(super) ends: Ends,
}

impl Shown {
    pub(super) fn take(&mut self, name: &str, progress: &Progress<'_>) {
        if let Some(text) = said(progress.happening) {
            self.say(name, &text);
        }
        match progress.error {
            None => {}
            Some(Error::Problems(problems)) => self.problems(Some(name), problems),
            Some(_) => self.say(
                name,
                "！大きすぎて読めない結果です(フォルダーにそのまま残しています)",
            ),
        }
        let Some(step) = progress.step else { return };
        for (to, text) in step.actions.iter().filter_map(sentence) {
            self.say(name, &format!("{to}{text}"));
        }
        if let Some(ending) = self.ends.take(name, step) {
            self.say(name, &format!("── {ending}"));
            let ways = step.outcome.iter().flat_map(|end| &end.next_steps);
            for way in ways {
                self.say(name, &format!("   次の方法: {}", way.message_ja));
            }
            if let Some(number) = step.outcome.as_ref().and_then(to_collect_by) {
                self.say(name, &format!("   受付番号: {number}"));
            }
            for offer in step.outcome.iter().flat_map(|end| &end.offers) {
                self.say(name, &format!("   続けてできること: {}", offer.message_ja));
            }
        }
        self.row(name, progress.conversation, step);
    }

    fn row(&mut self, name: &str, conversation: Option<ConversationId>, step: &Step) {
        let mut latest = step.actions.iter().rev();
        let asks = latest.find(|action| action.kind == "ask");
        let asked = asks.and_then(|action| {
            let options = action.options.iter();
            let options = options.map(|option| (option.id.clone(), option.message_ja.clone()));
            Some((action.question.clone()?, options.collect()))
        });
        let row = Row {
            name: name.to_owned(),
            conversation,
            flow: flow_ja(&step.flow).to_owned(),
            phase: step.phase.message_ja.clone(),
            ending: step.outcome.as_ref().map(|end| word(&end.kind)),
            asked,
        };
        if let Some(known) = self.rows.iter_mut().find(|known| known.name == row.name) {
            *known = row;
        } else if let Some(forgotten) = push(&mut self.rows, row) {
            self.ends.forget(&forgotten.name);
        }
    }

    /// A reception that had no number has one.
    pub(super) fn number(&mut self, name: &str, number: String, conversation: ConversationId) {
        self.say(name, &format!("受付 {number} になりました"));
        self.ends.rename(name, &number);
        if let Some(row) = self.rows.iter_mut().find(|row| row.name == name) {
            row.name = number;
            row.conversation = Some(conversation);
        }
    }

    /// One that was over goes on under another number; the host's own name for it stays.
    pub(super) fn goes_on(
        &mut self,
        over: ConversationId,
        was: &str,
        number: String,
        conversation: ConversationId,
    ) {
        let row = self
            .rows
            .iter_mut()
            .rfind(|row| row.conversation == Some(over));
        let Some(row) = row else { return };
        row.conversation = Some(conversation);
        if row.name == was {
            row.name.clone_from(&number);
            self.ends.rename(was, &number);
            self.say(was, &format!("受付 {number} として続きます"));
        }
    }

    /// What came, or a look, without its line of the audit trail.
    pub(super) fn withheld(&mut self, name: &str, why: &[Problem]) {
        self.problems(Some(name), why);
        self.say(
            name,
            "！監査記録に残せないため表示しません(届いたものは、そのまま保存しました)",
        );
    }

    /// The question that is open in a reception, and the ids of its options.
    pub(super) fn asked(&self, name: &str) -> Option<(String, Vec<String>)> {
        let row = self.rows.iter().find(|row| row.name == name)?;
        let (question, options) = row.asked.as_ref()?;
        let ids = options.iter().map(|(id, _)| id.clone());
        Some((question.clone(), ids.collect()))
    }

    /// A reception of this session, also one that is over.
    pub(super) fn conversation(&self, name: &str) -> Option<ConversationId> {
        self.rows.iter().find(|row| row.name == name)?.conversation
    }

    pub(super) fn help(&mut self, lines: impl Iterator<Item = String>) {
        for line in lines {
            self.say("使い方", &line);
        }
    }

    pub(super) fn problems(&mut self, name: Option<&str>, problems: &[Problem]) {
        for problem in problems {
            let member = member_ja(problem.place.path.as_deref().unwrap_or_default());
            let text = format!("！{member}{} [{}]", problem.message_ja, problem.code);
            self.say(name.unwrap_or("新規"), &text);
        }
    }

    /// What asks about too many to begin.
    pub(super) fn too_large(&mut self, name: Option<&str>) {
        let text = "！大きすぎるため開始できません。患者さんを分けてもう一度お試しください";
        self.say(name.unwrap_or("新規"), text);
    }

    /// What the core said to a command of the screen.
    pub(super) fn answered(&mut self, told: Result<(), Error>) -> Result<(), Error> {
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
            Err(other) => Err(other),
        }
    }

    /// A file that is left where it lies.
    pub(super) fn left(&mut self, file_name: &str, why: Trouble) {
        self.say(file_name, &format!("！{} [{}]", why.message_ja, why.code));
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

    pub(super) fn say(&mut self, name: &str, text: &str) {
        let line = format!("{name}: {text}");
        push(&mut self.sentences, line.clone());
        self.news.push(line);
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

/// Under which number staff may collect what is not there yet.
fn to_collect_by(outcome: &Outcome) -> Option<&String> {
    let number = outcome.reception_number.as_ref();
    number.filter(|_| outcome.kind != "answered")
}

/// What staff call what they typed and the core does not take, before what is wrong.
fn member_ja(path: &str) -> &'static str {
    match path {
        "situation/viewer" | "entry/who" => "閲覧者: ",
        "situation/right" | "entry/right" => "資格: ",
        "situation/patientNumber" | "entry/patient" => "患者番号: ",
        "situation/receptionNumber" => "受付番号: ",
        "situation/askedOn" => "照会日: ",
        _ => "",
    }
}

/// What staff call a flow.
fn flow_ja(flow: &str) -> &str {
    let known = FLOWS.iter().find(|(name, _)| *name == flow);
    known.map_or(flow, |(_, ja)| ja)
}

const FLOWS: [(&str, &str); 12] = [
    ("by-number", "番号"),
    ("face-reader", "カード"),
    ("own-reader", "汎用リーダー"),
    ("bulk", "一括照会"),
    ("reference-number", "照会番号登録"),
    ("medical-information", "薬剤・診療・健診"),
    ("home-visit", "訪問診療等"),
    ("home-visit-pharmacy", "訪問薬剤"),
    ("online-care", "オンライン診療"),
    ("online-pharmacy", "オンライン服薬"),
    ("medical-aid", "医療扶助"),
    ("limited", "資格確認限定型"),
];

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

/// What had to go for it, if anything.
fn push<T>(list: &mut VecDeque<T>, item: T) -> Option<T> {
    let gone = (list.len() == MOST).then(|| list.pop_front()).flatten();
    list.push_back(item);
    gone
}
