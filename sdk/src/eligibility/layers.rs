//! The three layers of success: the file, the person, the eligibility. Each is
//! its own element, and only what reaches the third says anything of eligibility
//! (facts §2.2, §7; the codes OQSCD003, 004, 006 of facts §3, `[S]`).

use super::coded::{CodeValue, Coded};
use super::doubt;
use super::node::{Field, Node};
use super::state::{CANNOT_TELL, FAILED, PROCESSING};
use crate::problem::{Code, Problems};
use serde::Serialize;

/// The file is still being worked on.
pub const FILE_PROCESSING: Code = code!(
    "reason.file-processing",
    "the system is still processing the inquiry",
    "照会はまだ処理中です。",
);

/// The file as a whole failed.
pub const FILE_FAILED: Code = code!(
    "reason.file-failed",
    "the system could not process the inquiry",
    "照会がエラーで終了しました。",
);

/// The person's inquiry failed.
pub const PERSON_FAILED: Code = code!(
    "reason.person-failed",
    "the system processed the file, but not this person's inquiry",
    "この方の照会がエラーになりました。",
);

/// A layer is not there.
pub const LAYER_ABSENT: Code = code!(
    "reason.layer-absent",
    "the result lacks {}, without which it says nothing of eligibility",
    "{}がないため、資格の有無がわかりません。",
);

/// A layer has a code that is not known, or several.
pub const LAYER_UNKNOWN: Code = code!(
    "reason.layer-unknown",
    "{} is not one of the codes known",
    "{}が未知のコードのため、資格の有無がわかりません。",
);

/// The three layers, as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Layers {
    /// The file: `SegmentOfResult`, 処理結果区分.
    pub segment_of_result: Option<CodeValue>,
    /// The person: `ProcessingResultStatus`, 処理結果状況.
    pub processing_result_status: Option<CodeValue>,
    /// The eligibility: `QualificationValidity`, 資格有効性, on the confirmation date.
    pub qualification_validity: Option<CodeValue>,
}

/// What the system says of the eligibility, on the confirmation date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// 1 有効.
    Valid,
    /// 2 無効.
    Invalid,
    /// 3 無効（新しい資格あり）: the new one is not in the result (facts §2.2).
    NewerExists,
    /// 4 該当資格なし.
    NoneFound,
    /// 5 複数該当, 医療保険 only.
    Several,
    /// 6 有効（未登録）, 医療扶助 only.
    ValidUnregistered,
}

/// One of the three, by its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    File,
    Person,
    Eligibility,
}

impl Layer {
    /// Its element: the wire's name and the Japanese one.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::File => ("SegmentOfResult", "処理結果区分"),
            Self::Person => ("ProcessingResultStatus", "処理結果状況"),
            Self::Eligibility => ("QualificationValidity", "資格有効性"),
        }
    }
}

/// Where the layers end before an eligibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    Processing,
    FileFailed,
    PersonFailed,
    Absent(Layer),
    Unknown(Layer),
    /// The layers lead on, but what is said cannot count, for this reason.
    Doubtful(Code),
}

impl Halt {
    /// The state it comes to.
    pub(super) const fn state(self) -> Code {
        match self {
            Self::Processing => PROCESSING,
            Self::FileFailed | Self::PersonFailed => FAILED,
            Self::Absent(_) | Self::Unknown(_) | Self::Doubtful(_) => CANNOT_TELL,
        }
    }

    /// The reason in words.
    pub(super) fn because(self) -> Coded {
        let about = |code, layer: Layer| {
            let (en, ja) = layer.names();
            Coded::with(code, en, ja)
        };
        match self {
            Self::Processing => FILE_PROCESSING.into(),
            Self::FileFailed => FILE_FAILED.into(),
            Self::PersonFailed => PERSON_FAILED.into(),
            Self::Absent(layer) => about(LAYER_ABSENT, layer),
            Self::Unknown(layer) => about(LAYER_UNKNOWN, layer),
            Self::Doubtful(reason) => reason.into(),
        }
    }
}

/// The layers, and how far they lead.
pub(super) struct Reading {
    pub(super) layers: Layers,
    /// Whether the file and the person succeeded.
    pub(super) processed: bool,
    pub(super) word: Result<Word, Halt>,
}

impl Reading {
    /// What the layers lead to does not count.
    pub(super) fn doubt(&mut self, reason: Code) {
        if self.word.is_ok() {
            self.processed = false;
            self.word = Err(Halt::Doubtful(reason));
        }
    }
}

/// Reads the layers one after the other; the first that is not a success ends it.
pub(super) fn read(header: &Node<'_>, body: &Node<'_>, notes: &mut Problems) -> Reading {
    let (file, of_file) = read_file(header, notes);
    let person = body.code(Layer::Person.names().0, "OQSCD004", notes);
    let validity = body.code(Layer::Eligibility.names().0, "OQSCD006", notes);
    let processed = of_file.and_then(|()| of_person(&person));
    Reading {
        processed: processed.is_ok(),
        word: processed.and_then(|()| of_eligibility(&validity)),
        layers: Layers {
            segment_of_result: file,
            processing_result_status: person.ok().flatten(),
            qualification_validity: validity.ok().flatten(),
        },
    }
}

/// The file's layer alone: its code, and whether it leads on.
pub(super) fn read_file(
    header: &Node<'_>,
    notes: &mut Problems,
) -> (Option<CodeValue>, Result<(), Halt>) {
    let file = header.code(Layer::File.names().0, "OQSCD003", notes);
    let leads_on = of_file(&file).and_then(|()| without_error(header, notes));
    (file.ok().flatten(), leads_on)
}

/// The person's layer alone.
pub(super) fn read_person(person: &Node<'_>, notes: &mut Problems) -> Result<(), Halt> {
    of_person(&person.code(Layer::Person.names().0, "OQSCD004", notes))
}

fn of_file(file: &Field<CodeValue>) -> Result<(), Halt> {
    match sent(file, Layer::File)? {
        "1" => Ok(()),
        "2" => Err(Halt::Processing),
        "9" => Err(Halt::FileFailed),
        // Facts §2.2 `[?]`: one source has 3 for 9. Not knowing is safe for both.
        _ => Err(Halt::Unknown(Layer::File)),
    }
}

/// An error of the file stands only where it failed (facts §2.2). That of a person may
/// also be a success's message (facts §5.1).
fn without_error(header: &Node<'_>, notes: &mut Problems) -> Result<(), Halt> {
    if !header.has("ErrorCode") && !header.has("ErrorMessage") {
        return Ok(());
    }
    let against = ("SegmentOfResult 1", "処理結果区分「正常終了」");
    header.contradicts("ErrorCode", against, notes);
    Err(Halt::Doubtful(doubt::ERROR_BESIDE_SUCCESS))
}

fn of_person(person: &Field<CodeValue>) -> Result<(), Halt> {
    match sent(person, Layer::Person)? {
        "1" => Ok(()),
        "2" => Err(Halt::PersonFailed),
        _ => Err(Halt::Unknown(Layer::Person)),
    }
}

fn of_eligibility(validity: &Field<CodeValue>) -> Result<Word, Halt> {
    match sent(validity, Layer::Eligibility)? {
        "1" => Ok(Word::Valid),
        "2" => Ok(Word::Invalid),
        "3" => Ok(Word::NewerExists),
        "4" => Ok(Word::NoneFound),
        "5" => Ok(Word::Several),
        "6" => Ok(Word::ValidUnregistered),
        _ => Err(Halt::Unknown(Layer::Eligibility)),
    }
}

fn sent(field: &Field<CodeValue>, layer: Layer) -> Result<&str, Halt> {
    match field {
        Ok(Some(code)) => Ok(&code.code),
        Ok(None) => Err(Halt::Absent(layer)),
        Err(_) => Err(Halt::Unknown(layer)),
    }
}
