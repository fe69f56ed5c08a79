//! Which request a file answers.
//!
//! Several programs and computers may share the folders, so a result is the answer to
//! a request only where its file name says so *and* no identifier says otherwise: the
//! `ArbitraryFileIdentifier` that is sent back, and of the second step of bulk
//! inquiries (prefixes ending in `02`) the `ReceptionNumber` (facts §1.2, §2.5, §7).
//! Where they disagree nothing is decided: a wrong answer is worse than none. Nor is it
//! where an identifier could stand in both and does not stand in one: names are used
//! twice. What cannot hold one (a PDF, a refusal, a result whose layout has none, such as
//! 薬剤情報) is attributed by its name alone, and [`NAME_ALONE`] says so: whose it is must
//! then be seen from what it holds.

use super::layout::Direction;
use super::{Document, Element, FileName};
use crate::json::Members;
use crate::problem::{Code, Coded, Place};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

/// The request's answer: process it.
pub const ANSWERS: Code = code!(
    "correlation.answers",
    "the result of this request",
    "この要求の結果です。",
);
/// A refusal: the request's own name came back with `.err`. What stands in such a file
/// is not publicly known.
pub const REFUSED: Code = code!(
    "correlation.refused",
    "this request came back refused (.err): it was not processed",
    "この要求は受け付けられませんでした(.errファイル)。内容を確認して、もう一度要求してください。",
);
/// One more answer to a request whose answer has been processed ([`Asked::answered`]).
pub const DUPLICATE: Code = code!(
    "correlation.duplicate",
    "this request has been answered already: do not process it again",
    "この要求の結果は受け取り済みです。もう一度処理しないでください。",
);
/// An answer that nobody waits for any more ([`Asked::given_up`]).
pub const LATE: Code = code!(
    "correlation.late",
    "the result of a request that was given up: show it to staff before it is used",
    "待つのをやめた要求の結果が後から届きました。使う前にご確認ください。",
);
/// An answer to none of these requests: that of another computer or program.
pub const ANOTHERS: Code = code!(
    "correlation.anothers",
    "no request of this computer: another's, to be left where it is",
    "この端末の要求ではありません。ほかの端末の結果ですので、移動や削除をしないでください。",
);
/// A face reader's result (`…res_face_…`), which no request precedes.
pub const FACE_RESULT: Code = code!(
    "correlation.face-result",
    "a face reader's result, which nobody requested",
    "カードリーダーの資格確認結果です(要求によるものではありません)。",
);
/// Name and identifier disagree, or fit several requests.
pub const CANNOT_TELL: Code = code!(
    "correlation.cannot-tell",
    "file name and identifiers do not agree on a request: it is not attributed to any; somebody must look",
    "ファイル名と識別子から要求を特定できないため、どの要求の結果ともしていません。内容をご確認ください。",
);
/// No file of this system's results at all.
pub const NOT_A_RESULT: Code = code!(
    "correlation.not-a-result",
    "not the name of a result of this system",
    "このシステムの結果のファイル名ではありません。",
);

/// The name is that of the request's result or refusal.
pub const NAME_AGREES: Code = code!(
    "correlation.name-agrees",
    "the file name is that of the request's answer",
    "ファイル名が要求と対応しています。",
);
/// The identifier is the same in request and result.
pub const IDENTIFIER_AGREES: Code = code!(
    "correlation.identifier-agrees",
    "{} is the request's",
    "{}が要求と一致しています。",
);
/// There can be nothing to compare.
pub const NAME_ALONE: Code = code!(
    "correlation.name-alone",
    "by its name alone: a file of this kind has no {}; compare the person in it before it is used",
    "ファイル名だけで判断しました(この種類のファイルには{}がありません)。使用の前に、記載の患者さんをご確認ください。",
);
/// The result lacks what its request had.
pub const IDENTIFIER_MISSING: Code = code!(
    "correlation.identifier-missing",
    "the request had {}, and the result has none",
    "要求にあった{}が、結果にありません。",
);
/// The request lacked what it could have had, or it was not kept.
pub const IDENTIFIER_NOT_SENT: Code = code!(
    "correlation.identifier-not-sent",
    "{} was not sent, or not kept with the request",
    "{}が要求の控えにありません。",
);
/// The file was not read yet.
pub const NOT_READ: Code = code!(
    "correlation.not-read",
    "{} in the file is not known: read it first, and correlate it with its content",
    "{}がわかりません。ファイルの内容を読み取ってから判定してください。",
);
/// The identifier is another than the request's.
pub const IDENTIFIER_DIFFERS: Code = code!(
    "correlation.identifier-differs",
    "{} is not the request's",
    "{}が要求と一致しません。",
);
/// The identifier is of a request with another name.
pub const IDENTIFIER_OF_ANOTHER: Code = code!(
    "correlation.identifier-of-another-request",
    "{} is that of a request of another name",
    "{}が、ファイル名の異なる要求と一致しています。",
);
/// Several requests have this name.
pub const SEVERAL_REQUESTS: Code = code!(
    "correlation.several-requests",
    "several requests have this name",
    "同じ名前の要求が複数あります。",
);

/// A request as the program remembers it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The name it was published under.
    pub file_name: String,
    /// The `ArbitraryFileIdentifier` in it.
    pub arbitrary_file_identifier: Option<String>,
    /// The `ReceptionNumber` in it.
    pub reception_number: Option<String>,
    /// Whether its answer has been processed.
    pub answered: bool,
    /// Whether the program no longer waits for it.
    pub given_up: bool,
}

// Names and identifiers may hold a patient's number.
redacted!(Asked);

impl Asked {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        // Programs keep it; the file name says the same.
        members.ignore(&["interfaceId"]);
        Self {
            file_name: members.text("fileName"),
            arbitrary_file_identifier: members.optional_text("arbitraryFileIdentifier"),
            reception_number: members.optional_text("receptionNumber"),
            answered: members.flag("answered"),
            given_up: members.flag("givenUp"),
        }
    }
}

/// What a file is to the requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Correlation {
    /// What it is.
    pub outcome: Coded,
    /// The request it is attributed to, by its number in the list, from 0.
    pub request: Option<u32>,
    /// The requests it may belong to where it is attributed to none.
    pub candidates: Vec<u32>,
    /// What that was decided by.
    pub reasons: Vec<Coded>,
    /// Where the identifier that was compared stands, or would stand.
    pub place: Place,
}

/// Decides which request a file answers, by its name and, where it has been read, by
/// what it holds. A PDF and a refusal are known by their names alone; what could be read
/// and was not is attributed to no request. Nothing is remembered: that a request is
/// answered now is for the caller to note.
#[must_use]
pub fn correlate(
    requests: &[Asked],
    file_name: &str,
    content: Option<&Document<'_>>,
) -> Correlation {
    let Some(name) = FileName::read(file_name) else {
        return without_request(NOT_A_RESULT);
    };
    if name.as_face().is_some() {
        return without_request(FACE_RESULT);
    }
    if name.direction == Direction::Request && !name.is_refusal() {
        return without_request(NOT_A_RESULT);
    }
    let content = content.filter(|_| !name.is_refusal());
    let identifier = Identifier::of(&name, content);
    let mut by_name = Vec::new();
    let mut by_identifier = Vec::new();
    for (request, index) in requests.iter().zip(0_u32..) {
        let asked = FileName::read(&request.file_name);
        let comparison = identifier.compare(request, asked.as_ref());
        if asked.as_ref().is_some_and(|asked| name.answers(asked)) {
            by_name.push((index, request, comparison));
        } else if comparison == Comparison::Agrees
            && asked.is_some_and(|asked| asked.prefix == name.prefix)
        {
            by_identifier.push(index);
        }
    }
    let decided = decide(&name, &identifier, &by_name, by_identifier);
    Correlation {
        place: identifier.place,
        ..decided
    }
}

type Named<'a> = (u32, &'a Asked, Comparison);

fn decide(
    name: &FileName,
    identifier: &Identifier<'_>,
    by_name: &[Named<'_>],
    by_identifier: Vec<u32>,
) -> Correlation {
    let of_another = || identifier.naming(IDENTIFIER_OF_ANOTHER);
    let attributed = match by_name {
        [] if by_identifier.is_empty() => {
            return without_request(if is_of_family(name) {
                ANOTHERS
            } else {
                NOT_A_RESULT
            });
        }
        [] => return undecided(by_identifier, vec![of_another()]),
        [only] => only,
        several => {
            let mut agreeing = several
                .iter()
                .filter(|(.., comparison)| *comparison == Comparison::Agrees);
            match (agreeing.next(), agreeing.next()) {
                (Some(only), None) => only,
                _ => {
                    let candidates = several.iter().map(|(index, ..)| *index).collect();
                    return undecided(candidates, vec![SEVERAL_REQUESTS.into()]);
                }
            }
        }
    };
    let (index, request, comparison) = *attributed;
    let mut reasons = vec![NAME_AGREES.into()];
    reasons.push(identifier.naming(match comparison {
        Comparison::Agrees => IDENTIFIER_AGREES,
        Comparison::NotThere => NAME_ALONE,
        Comparison::Differs => IDENTIFIER_DIFFERS,
        Comparison::Missing => IDENTIFIER_MISSING,
        Comparison::NotSent => IDENTIFIER_NOT_SENT,
        Comparison::NotRead => NOT_READ,
    }));
    let contradicted = comparison != Comparison::Agrees && !by_identifier.is_empty();
    if contradicted {
        reasons.push(of_another());
    }
    let is_open = match comparison {
        Comparison::Agrees | Comparison::NotThere => false,
        Comparison::Differs => true,
        // Of what has been answered, nothing is processed again.
        Comparison::Missing | Comparison::NotSent | Comparison::NotRead => !request.answered,
    };
    if contradicted || is_open {
        let mut candidates = vec![index];
        candidates.extend(by_identifier);
        return undecided(candidates, reasons);
    }
    let outcome = if request.answered {
        DUPLICATE
    } else if name.is_refusal() {
        REFUSED
    } else if request.given_up {
        LATE
    } else {
        ANSWERS
    };
    Correlation {
        outcome: outcome.into(),
        request: Some(index),
        candidates: Vec::new(),
        reasons,
        place: Place::nowhere(),
    }
}

fn without_request(outcome: Code) -> Correlation {
    Correlation {
        outcome: outcome.into(),
        request: None,
        candidates: Vec::new(),
        reasons: Vec::new(),
        place: Place::nowhere(),
    }
}

fn undecided(candidates: Vec<u32>, reasons: Vec<Coded>) -> Correlation {
    Correlation {
        candidates,
        reasons,
        ..without_request(CANNOT_TELL)
    }
}

/// Whether a name is this system's at all: facts §1.2, the first letters of its
/// prefixes. Other programs' files are nobody's result.
fn is_of_family(name: &FileName) -> bool {
    const SYSTEMS: [&str; 7] = ["OQS", "YZK", "TKK", "EPS", "CIS", "CIP", "PMH"];
    let known = SYSTEMS.iter().any(|system| name.prefix.starts_with(system));
    known || name.interface().is_some()
}

/// What the file says it answers.
struct Identifier<'a> {
    element: &'static str,
    ja: &'static str,
    sent: Sent<'a>,
    place: Place,
}

enum Sent<'a> {
    /// The file can hold none.
    Never,
    /// It could, and nobody has read it.
    NotRead,
    Nothing,
    Once(&'a str),
    /// Different ones, or what is no text: of no request.
    Several,
}

/// The file's identifier and a request's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Agrees,
    Differs,
    /// Files of this kind have none.
    NotThere,
    /// The request had one, the result has none.
    Missing,
    /// The request had none, and could have had one.
    NotSent,
    NotRead,
}

impl<'a> Identifier<'a> {
    fn of(name: &FileName, content: Option<&'a Document<'_>>) -> Self {
        let is_download = name.prefix.ends_with("02");
        let (element, ja) = if is_download {
            ("ReceptionNumber", "受付番号")
        } else {
            ("ArbitraryFileIdentifier", "任意のファイル識別子")
        };
        let header = content.and_then(Document::header);
        // The reception number of a result stands in its header, of a request in
        // its body (facts §2.5); who knows of an error.
        let body = content.and_then(Document::body).filter(|_| is_download);
        let inside = |part: Element<'a>| part.children_named(element);
        let found = || header.into_iter().chain(body).flat_map(inside);
        let mut texts = found()
            .filter_map(Element::as_text)
            .filter(|text| !text.is_empty());
        let sent = match texts.next() {
            _ if found().any(|element| element.as_text().is_none()) => Sent::Several,
            None if content.is_some() && can_hold(name, element) => Sent::Nothing,
            None if content.is_none() && can_be_read(name) && can_hold(name, element) => {
                Sent::NotRead
            }
            None => Sent::Never,
            Some(first) if texts.all(|other| other == first) => Sent::Once(first),
            Some(_) => Sent::Several,
        };
        let in_body = header.is_none_or(|header| header.child(element).is_none())
            && body.is_some_and(|body| body.child(element).is_some());
        let path = if in_body {
            "MessageBody/"
        } else {
            "MessageHeader/"
        };
        let place = match content {
            Some(_) => Place::path([path, element].concat()),
            None => Place::nowhere(),
        };
        Self {
            element,
            ja,
            sent,
            place,
        }
    }

    fn compare(&self, request: &Asked, name: Option<&FileName>) -> Comparison {
        let asked = if self.element == "ReceptionNumber" {
            &request.reception_number
        } else {
            &request.arbitrary_file_identifier
        };
        let asked = asked.as_deref().filter(|asked| !asked.is_empty());
        // What a request of an unknown layout may hold, only its caller knows.
        let could = name.is_some_and(|name| {
            let interface = name.interface().filter(|known| known.has_layout());
            interface.is_some() && can_hold(name, self.element)
        });
        match (&self.sent, asked) {
            (Sent::Several, _) => Comparison::Differs,
            (Sent::Never, _) => Comparison::NotThere,
            (Sent::NotRead, _) => Comparison::NotRead,
            (Sent::Once(sent), Some(asked)) if *sent == asked => Comparison::Agrees,
            (Sent::Once(_), Some(_)) => Comparison::Differs,
            (Sent::Nothing, Some(_)) => Comparison::Missing,
            (Sent::Nothing, None) if !could => Comparison::NotThere,
            (Sent::Once(_) | Sent::Nothing, None) => Comparison::NotSent,
        }
    }

    fn naming(&self, code: Code) -> Coded {
        Coded::with(code, self.element, self.ja)
    }
}

/// Whether messages of this name can hold the identifier: as their layout has it. Of a
/// layout that is not public they can.
fn can_hold(name: &FileName, element: &str) -> bool {
    let interface = name.interface().filter(|known| known.has_layout());
    interface.is_none_or(|known| {
        let parts = ["MessageHeader/", "MessageBody/"];
        let mut paths = parts.into_iter().map(|part| [part, element].concat());
        paths.any(|path| known.element(&path).is_some())
    })
}

/// Whether its content can be read: a document is for people, a refusal's content is not
/// publicly known.
fn can_be_read(name: &FileName) -> bool {
    let is_one = |known: &&str| name.extension.eq_ignore_ascii_case(known);
    !name.is_refusal() && !["pdf", "png"].iter().any(is_one)
}

#[cfg(test)]
mod tests;
