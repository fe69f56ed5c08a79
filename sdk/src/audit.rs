//! The audit trail: who looked at what of which patient, by which right, why and
//! when, in lines that cannot be changed, taken out or moved without its showing.
//!
//! Every view of medical information and every exceptional query leaves an
//! [`Entry`] (利用規約 25条: no view without consent, no other purpose; the
//! exceptional ways are opened on the condition that each use is logged, facts §5.7,
//! §5.8). The host keeps the lines; here is what makes them hold together:
//!
//! * A line has its number and the seal of the line before it, and ends with its
//!   own: HMAC-SHA-256 (RFC 2104) under a key of the institution's. Who has no key
//!   can write no line, and who takes one out leaves a gap.
//! * A cut-off end leaves no gap. It shows only against the [`Head`], number and
//!   seal of the last line, kept in another place: the day sheet prints it. Without
//!   a head the verdict says that the end was not checked.
//! * Who has the key can write the whole trail anew; only heads that were printed
//!   contradict that. So the key belongs to the program's service or a key store,
//!   not to the people whose views are recorded, and is used for nothing else.
//!
//! # Personal data
//! A line has the institution's own number for the patient and no name, no birth
//! date, no number of an insured and nothing of what was viewed. References are
//! ASCII, so that a name cannot slip in. A trail is still about people: who may read
//! it is for the institution to say.
//!
//! # Appending
//! Lines are JSON, one to a line, in one form only. A host appends the line with a
//! line feed, flushes it, and keeps the head; one writer at a time, or two lines
//! follow the same one, and that shows. After a crash the last line may be half
//! written, or lack its line feed: [`verify()`] calls no such trail intact and gives the
//! head of the line before. If that is the head the host kept, it goes on from there
//! once what follows has been put aside; anything else is not a crash's doing.

mod entry;
mod line;
#[cfg(test)]
mod tests;
mod verify;

pub use entry::{Entry, Mode};
pub use line::Head;
pub use verify::{Options, Verification, verify};

use crate::problem::{Code, Place, Problem, Problems};
use crate::time::Instant;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use line::Seal;
use serde::Serialize;
use zeroize::Zeroizing;

/// A key that could be guessed.
pub const KEY_TOO_SHORT: Code = code!(
    "audit.key-too-short",
    "the key has fewer than 32 octets",
    "監査記録の鍵が短すぎます(32バイト以上が必要です)。",
);
/// Not a head.
pub const NOT_A_HEAD: Code = code!(
    "audit.not-a-head",
    "not the head of an audit trail, such as 12:0f3a… (number, colon, 64 hexadecimal digits)",
    "監査記録の末尾の印の形式ではありません(番号、コロン、16進数64桁)。",
);
/// Not what an earlier piece gave.
pub const NOT_PROGRESS: Code = code!(
    "audit.not-progress",
    "not the progress that the piece before gave",
    "前の部分の検証結果の続きではありません。",
);
/// A member of an entry that has to be there.
pub const MISSING: Code = code!(
    "audit.missing",
    "an entry of the audit trail has to have this",
    "監査記録に必要な項目がありません。",
);
/// A reference that is not one.
pub const NOT_A_REFERENCE: Code = code!(
    "audit.not-a-reference",
    "a reference has 1 to 64 printable ASCII characters; names and birth dates do not belong into the audit trail",
    "監査記録には番号(半角英数字・記号、64文字以内)で記録します。氏名や生年月日は記録しません。",
);
/// A word that is not one.
pub const NOT_A_WORD: Code = code!(
    "audit.not-a-word",
    "a word has 1 to 40 small letters, digits, dots and hyphens, such as physician",
    "英小文字・数字・ピリオド・ハイフンの語(40文字以内)で記録します(例: physician)。",
);
/// More than one use can be about.
pub const TOO_MANY: Code = code!(
    "audit.too-many",
    "more than 16 things looked at in one entry",
    "一つの記録に書ける閲覧対象は16件までです。",
);

/// Every line is as it was written, in order, up to the head.
pub const INTACT: Code = code!(
    "audit.intact",
    "every line is as it was written and in its place, up to the head",
    "監査記録は最後まで改ざんされていません(末尾の印と一致)。",
);
/// The same, but nothing says where it should end.
pub const END_NOT_CHECKED: Code = code!(
    "audit.end-not-checked",
    "these lines are as they were written and in their place; whether lines are missing at the end was not checked: that takes the head",
    "ここまでの記録は改ざんされていません。ただし末尾が切り取られていないかは確認していません(日次締めに印字された末尾の印が必要です)。",
);
/// There are later lines than the head's.
pub const BEYOND_HEAD: Code = code!(
    "audit.beyond-head",
    "every line is as it was written and in its place; the head is met, and after it there are later lines, whose end was not checked",
    "記録は改ざんされておらず、末尾の印の行も含まれています。その後の記録については、末尾が切り取られていないかを確認していません。",
);
/// After the last whole line there is more.
pub const UNFINISHED: Code = code!(
    "audit.unfinished",
    "every whole line is as it was written and the head is met; what follows the last of them is not a whole line, and was not checked",
    "末尾の印の行までは改ざんされていませんが、最後に改行で終わっていない行があり、その内容は確認できません(書き込み中の停止、または書き換え)。",
);
/// Lines are missing at the end.
pub const CUT_OFF: Code = code!(
    "audit.cut-off",
    "lines are missing at the end: the head is that of a later line",
    "末尾の記録が欠けています(末尾の印は、より後の記録のものです)。",
);
/// The line of the head is not among these.
pub const HEAD_NOT_FOUND: Code = code!(
    "audit.head-not-found",
    "the line of the head is not among these lines, so it settles nothing",
    "末尾の印の行がこの記録にないため、末尾を確認できません。",
);
/// Something was done to it.
pub const BROKEN: Code = code!(
    "audit.broken",
    "lines were altered, taken out, moved or put in: see the findings",
    "監査記録に、書き換え・抜き取り・移動・挿入のあとがあります。所見をご確認ください。",
);
/// No line at all.
pub const EMPTY: Code = code!(
    "audit.empty",
    "there is no line: nothing was checked",
    "記録が一行もありません(確認したものはありません)。",
);

/// Not a line of a trail.
pub const NOT_A_LINE: Code = code!(
    "audit.not-a-line",
    "not a line of an audit trail",
    "監査記録の行ではありません。",
);
/// A line whose seal does not hold.
pub const ALTERED: Code = code!(
    "audit.altered",
    "this line was altered, or sealed with another key",
    "この行は書き換えられたか、別の鍵で書かれたものです。",
);
/// The last line was not finished.
pub const HALF_LINE: Code = code!(
    "audit.half-line",
    "no line feed ends this line: it was not written to its end, as after a crash, or was altered; put it aside before the next is appended",
    "この行は改行で終わっていません(書き込み中の停止、または書き換え)。次の記録を追加する前に、この行を別に保管してください。",
);
/// Lines are missing.
pub const REMOVED: Code = code!(
    "audit.removed",
    "{} missing before this line",
    "この行の前の記録が{}欠けています。",
);
/// A line that should have come before.
pub const OUT_OF_PLACE: Code = code!(
    "audit.out-of-place",
    "this line's number was passed already: it was moved here, stands twice, or two programs wrote at once",
    "この行の番号は、前の行ですでに過ぎています(移動、重複、または複数のプログラムの同時書き込み)。",
);
/// Two lines after the same one.
pub const DOES_NOT_FOLLOW: Code = code!(
    "audit.does-not-follow",
    "this line does not follow the one before it: two programs wrote at once, or it is another trail's",
    "この行は直前の行に続くものではありません(複数のプログラムの同時書き込み、または別の記録の行)。",
);
/// A trail begun again in the middle of one.
pub const STARTED_ANEW: Code = code!(
    "audit.started-anew",
    "a trail begins anew with this line: what joins it to the lines before is missing",
    "この行から新しい監査記録が始まっています(前の行とのつながりがありません)。",
);
/// Another line than the head's.
pub const HEAD_DIFFERS: Code = code!(
    "audit.head-differs",
    "this line has the head's number and another seal: the trail was written anew, or the head is another trail's",
    "この行は末尾の印と番号が同じで内容が異なります(記録全体の書き直し、または別の記録の印)。",
);
/// A line older than the one before.
pub const TIME_GOES_BACK: Code = code!(
    "audit.time-goes-back",
    "this line's time is earlier than that of the line before: the clock was set back",
    "この行の時刻は直前の行より前です(時計が戻された可能性)。",
);

/// Every code of this module.
pub const CODES: &[Code] = &[
    KEY_TOO_SHORT,
    NOT_A_HEAD,
    NOT_PROGRESS,
    MISSING,
    NOT_A_REFERENCE,
    NOT_A_WORD,
    TOO_MANY,
    INTACT,
    END_NOT_CHECKED,
    BEYOND_HEAD,
    UNFINISHED,
    CUT_OFF,
    HEAD_NOT_FOUND,
    BROKEN,
    EMPTY,
    NOT_A_LINE,
    ALTERED,
    HALF_LINE,
    REMOVED,
    OUT_OF_PLACE,
    DOES_NOT_FOLLOW,
    STARTED_ANEW,
    HEAD_DIFFERS,
    TIME_GOES_BACK,
];

/// The key that lines are sealed with; wiped when it is dropped. Text that it was
/// decoded from is not: the component wipes all of a call's memory, a host that links
/// the core and takes JSON sees to that itself.
pub struct Key(Zeroizing<Vec<u8>>);

impl Key {
    const SHORTEST: usize = 32;

    /// 32 octets at least, random ones.
    ///
    /// # Errors
    /// [`KEY_TOO_SHORT`].
    pub fn new(octets: Vec<u8>) -> Result<Self, Problem> {
        let key = Self(Zeroizing::new(octets));
        if key.0.len() < Self::SHORTEST {
            return Err(Problem::error(KEY_TOO_SHORT).at(Place::path("key")));
        }
        Ok(key)
    }
}

redacted!(Key);

/// A line to append, and the head it makes.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Appended {
    /// The line, without the line feed that ends it.
    pub line: String,
    /// The head from now on; as text, what the day sheet prints.
    pub head: String,
}

// References to people.
redacted!(Appended);

/// Seals an entry as the line after the head; without a head, as the first line.
///
/// # Errors
/// Everything that is wrong with the entry, and [`NOT_A_HEAD`] where there can be no
/// further line.
pub fn append(
    key: &Key,
    head: Option<&Head>,
    entry: &Entry,
    at: Instant,
) -> Result<Appended, Problems> {
    let wrong = entry.check();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let before = head.copied().unwrap_or(Head::START);
    let number = before.number.checked_add(1);
    let number = number.ok_or_else(|| Problem::error(NOT_A_HEAD).at(Place::path("head")))?;
    let body = line::body(number, at, entry, &before.seal);
    let seal = Seal::of(key, body.as_bytes());
    let line = line::sealed(body, &seal);
    let head = Head { number, seal };
    Ok(Appended {
        line,
        head: head.to_string(),
    })
}
