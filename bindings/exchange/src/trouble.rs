//! Why a file did not go, or may or may not have gone.

use core::fmt;

/// A stable code with its sentence for programs' logs and for the counter. Neither
/// repeats a name or content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trouble {
    /// Stable; it never changes its meaning.
    pub code: &'static str,
    /// In English.
    pub message: &'static str,
    /// For staff.
    pub message_ja: &'static str,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

macro_rules! troubles {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $en:literal, $ja:literal;)*) => {
        $($(#[$doc])* pub const $name: Trouble = Trouble {
            code: $code,
            message: $en,
            message_ja: $ja,
        };)*

        /// All of them, for documentation.
        pub const TROUBLES: &[Trouble] = &[$($name),*];
    };
}

troubles! {
    /// A file of this name was published before, or lies in the folder.
    NAME_IN_USE = "exchange.name-in-use",
        "a request of this name was published before or lies in the folder: it was not published",
        "同じ名前の要求ファイルがすでにあるため、送信していません。名前を変えて、もう一度要求してください。";
    /// The folder could not be written to.
    NOT_WRITTEN = "exchange.not-written",
        "the request could not be written to the folder: it was not published",
        "要求ファイルを共有フォルダに書き込めなかったため、送信していません。資格確認端末とネットワークを確認して、もう一度要求してください。";
    /// A rename would have had to cross shares or disks.
    OTHER_SHARE = "exchange.other-share",
        "the staging folder is not on the share of the request folder: it was not published",
        "一時フォルダが要求フォルダと別の共有にあるため、送信していません。設定を確認してください。";
    /// The folder could be written to, but the file could not be given its name.
    NOT_RENAMED = "exchange.not-renamed",
        "the request could not be given its name: it was not published",
        "要求ファイルに名前を付けられなかったため、送信していません。もう一度要求してください。";
    /// The program stopped before publishing, and by now it is too late.
    TOO_LATE = "exchange.too-late",
        "the program stopped before the request was published, and its time is over",
        "送信の前にプログラムが止まり、待ち時間が過ぎたため、送信していません。もう一度要求してください。";
    /// The folder was lost while the file was given its name.
    SHARE_LOST = "exchange.share-lost",
        "the folder was lost while the request was published: whether it went is not known; it must not be sent again",
        "送信の途中で共有フォルダにつながらなくなり、送信できたかどうか分かりません。同じ要求を再送せず、結果が届いていないか確認してください。";
    /// The machine was restarted while the file was given its name.
    RESTARTED = "exchange.restarted",
        "the machine stopped while the request was published: whether it went is not known; it must not be sent again",
        "送信の途中でパソコンが止まり、送信できたかどうか分かりません。同じ要求を再送せず、結果が届いていないか確認してください。";
    /// The file disappeared before it was given its name.
    DISAPPEARED = "exchange.disappeared",
        "the request disappeared while it was published: whether it went is not known; it must not be sent again",
        "送信の途中で要求ファイルが見当たらなくなり、送信できたかどうか分かりません。同じ要求を再送せず、結果が届いていないか確認してください。";
    /// The program stopped while a request was under way on a line.
    STOPPED_ON_LINE = "exchange.stopped-on-line",
        "the program stopped while the request was on the line: whether it went is not known; it must not be sent again",
        "通信の途中でプログラムが止まり、送信できたかどうか分かりません。同じ要求を再送せず、資格確認端末の画面などで確認してください。";
    /// The line was lost in the middle of a request.
    LINE_LOST = "exchange.line-lost",
        "the line was lost after the request began: whether it went is not known; it must not be sent again",
        "通信の途中で回線が切れ、送信できたかどうか分かりません。同じ要求を再送せず、資格確認端末の画面などで確認してください。";
    /// No connection could be made, so nothing went.
    NO_CONNECTION = "exchange.no-connection",
        "no connection could be made: the request was not sent",
        "接続できなかったため、送信していません。回線と設定を確認して、もう一度要求してください。";
    /// No path is configured for requests of this name.
    NO_ROUTE = "exchange.no-route",
        "no path is configured for this request: it was not sent",
        "この要求の送信先が設定されていないため、送信していません。設定を確認してください。";
    /// A link, a folder, a pipe or a device under a result's name.
    NOT_PLAIN = "exchange.not-plain",
        "not a plain file (a link, a folder, a pipe or a device): it is left where it lies, unread",
        "普通のファイルではないため(リンク、フォルダー、パイプなど)、読まずにそのまま残しています。だれが置いたものか確認してください。";
    /// A result larger than is read at all.
    TOO_LARGE = "exchange.too-large",
        "the file is larger than is read: it is left where it lies, unread",
        "ファイルが大きすぎるため、読まずにそのまま残しています。資格確認端末で内容を確認し、保守担当者に連絡してください。";
    /// A face reader's result of another institution, or of none that can be read.
    NOT_OURS = "exchange.not-ours",
        "a card reader's result of another institution, or one whose institution cannot be read: it is left where it lies, under its name",
        "別の医療機関の、または医療機関を確認できないカードリーダーの結果があります。使用せず、そのまま残しています。";
    /// A result that the system does not let this program open.
    NOT_OPENED = "exchange.not-opened",
        "the file could not be opened: it is left where it lies, unread",
        "ファイルを開けないため、読まずにそのまま残しています。フォルダーとファイルの権限を確認してください。";
    /// A result is an archive that cannot be opened with what is configured.
    ARCHIVE = "exchange.archive",
        "the archive could not be opened: another password, a damaged file or more in it than is allowed; it is handed on as it came",
        "ZIPファイルを開けませんでした(パスワードの違い、破損、または大きすぎる)。届いたままの内容を渡します。";
}
