//! Why a counter does not open or go on: what it is about, and what to do.

use crate::Failure;
use onshi_host::exchange::{Error as ExchangeError, plain};
use onshi_host::{Error, Problem};
use std::io::{self, ErrorKind};
use std::path::Path;

/// What is wrong with the file or folder of an option.
pub(super) fn said(option: &str, path: &Path, error: &io::Error) -> Failure {
    let what = match error.kind() {
        ErrorKind::NotFound => {
            "ありません。場所を確認してください / not there; check the path".to_owned()
        }
        ErrorKind::PermissionDenied => {
            "読み書きする権限がありません。権限を確認してください / no permission; check who may read and write it".to_owned()
        }
        ErrorKind::ResourceBusy => in_use(),
        ErrorKind::StorageFull => full(),
        ErrorKind::IsADirectory | ErrorKind::NotADirectory => not_plain(),
        _ if plain::is_not_plain(error) => not_plain(),
        _ => error.to_string(),
    };
    named(option, path, &what)
}

pub(super) fn named(option: &str, path: &Path, what: &str) -> Failure {
    Failure::Misuse(format!("{option} {}: {what}", path.display()))
}

/// What the core says to an option's value.
pub(super) fn problems(option: &str, value: &str, problems: &[Problem]) -> Failure {
    let said = problems.iter().map(|problem| {
        format!(
            "{} / {} [{}]",
            problem.message_ja, problem.message, problem.code
        )
    });
    let said: Vec<_> = said.collect();
    Failure::Misuse(format!("{option} {value}: {}", said.join(", ")))
}

/// What is wrong with the journal, or with the exchange over it.
pub(super) fn exchange(journal: &Path, error: &ExchangeError) -> Failure {
    let what = match error {
        ExchangeError::JournalInUse => in_use(),
        ExchangeError::JournalGone => "使用中に削除または置き換えられたため、停止しました。この後の要求は送信していません。元のファイルを戻して、もう一度起動してください / deleted or replaced while it was open; nothing was sent since. Put the file back and start again".to_owned(),
        ExchangeError::JournalVersion(_) => "新しい版のプログラムの記録です。新しい版で開いてください / of a later version; open it with that".to_owned(),
        error if error.is_disk_full() => full(),
        ExchangeError::Journal(error) => format!("送信の記録として読み書きできません。ほかのファイルを指定していないか確認してください / cannot be read or written as a journal: {error}"),
        ExchangeError::Io(error) => return said("--journal", journal, error),
        other => other.to_string(),
    };
    named("--journal", journal, &what)
}

/// What ends a counter that was open.
pub(super) fn ended(journal: &Path, error: Error) -> Failure {
    match error {
        Error::Exchange(error) => exchange(journal, &error),
        Error::Input(error) if error.kind() == ErrorKind::StorageFull => {
            Failure::Misuse(format!("{error}: {}", full()))
        }
        other => other.into(),
    }
}

fn in_use() -> String {
    "ほかのプログラムが使用中です。もう一つの受付画面を閉じるか、別のファイルを指定してください / another program has it open; close the other counter or name another file".to_owned()
}

fn full() -> String {
    "ディスクの空きがありません。空きを作って、もう一度起動してください。受け付けたものは失われていません / no space left on the disk; make room and start again, nothing that was taken is lost".to_owned()
}

fn not_plain() -> String {
    "普通のファイルではありません(リンク、フォルダー、パイプなど)。ファイルを指定してください / not a plain file; name one".to_owned()
}
