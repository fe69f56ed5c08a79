//! Whether a file is whole.
//!
//! A connector, or the copy of one, may be seen while it writes. A file is whole
//! 1. at once, where its own end says so: an XML document that ends with the end tag of
//!    its root, a ZIP whose directory is where its last record says;
//! 2. after [`FolderOptions::quiet`](super::FolderOptions::quiet) without a change of
//!    size or time, where there is no telling: a PDF, a refusal;
//! 3. after [`FolderOptions::unfinished`](super::FolderOptions::unfinished) without one,
//!    where it looks cut off: then it is handed on as it is, and reading it will say so.

use std::time::{Instant, SystemTime};

/// What the end of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is whole.
    Whole,
    /// Perhaps.
    Unknown,
    /// It is not.
    CutOff,
}

/// A file as it was last seen, and since when it has been so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) length: u64,
    pub(super) modified: Option<SystemTime>,
    pub(super) since: Instant,
}

/// What a file's first and last bytes say of it; the whole content is both.
#[must_use]
pub fn end(file_name: &str, head: &[u8], tail: &[u8], length: u64) -> End {
    let extension = file_name.rsplit_once('.').map_or("", |(_, last)| last);
    match extension.to_ascii_lowercase().as_str() {
        "xml" => whole_if(is_whole_xml(head, tail)),
        "zip" => whole_if(is_whole_zip(tail, length)),
        // What is added to a PDF comes after its first %%EOF.
        "pdf" if !tail.trim_ascii_end().ends_with(b"%%EOF") => End::CutOff,
        _ => End::Unknown,
    }
}

fn whole_if(is_whole: bool) -> End {
    match is_whole {
        true => End::Whole,
        false => End::CutOff,
    }
}

fn is_whole_xml(head: &[u8], tail: &[u8]) -> bool {
    let Some(root) = root(head) else {
        return false;
    };
    let mut end = tail.trim_ascii_end();
    let Some(rest) = end.strip_suffix(b">") else {
        return false;
    };
    end = rest.trim_ascii_end();
    let opening = end.strip_suffix(root);
    opening.is_some_and(|opening| opening.ends_with(b"</"))
}

/// The name of the root element: that of the first tag that is neither a declaration,
/// a comment nor a document type. Both encodings write it in ASCII.
fn root(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    loop {
        let open = rest.iter().position(|byte| *byte == b'<')?;
        let tag = rest.get(open + 1..)?;
        let skipped: &[u8] = match tag.first()? {
            b'?' => b"?>",
            b'!' if tag.starts_with(b"!--") => b"-->",
            b'!' => b">",
            _ => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"/>".contains(byte);
                let length = tag.iter().position(is_end)?;
                return tag.get(..length).filter(|name| !name.is_empty());
            }
        };
        let close = tag.windows(skipped.len()).position(|at| at == skipped)?;
        rest = tag.get(close..)?;
    }
}

/// APPNOTE 4.3.16: the last 22 bytes say where the directory is and how long.
fn is_whole_zip(tail: &[u8], length: u64) -> bool {
    const RECORD: usize = 22;
    let Some(record) = tail.len().checked_sub(RECORD).and_then(|at| tail.get(at..)) else {
        return false;
    };
    let number = |at: usize| {
        let bytes = record.get(at..at + 4)?.try_into().ok()?;
        Some(u64::from(u32::from_le_bytes(bytes)))
    };
    let (Some(directory), Some(offset)) = (number(12), number(16)) else {
        return false;
    };
    record.starts_with(b"PK\x05\x06") && directory + offset + 22 == length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, content: &[u8]) -> End {
        end(name, content, content, content.len() as u64)
    }

    #[test]
    fn xml_is_whole_with_the_end_of_its_root_and_at_no_byte_before() {
        let content: &[u8] = b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\n\
            <!-- <not> the root --><XmlMsg><MessageHeader></MessageHeader></XmlMsg>";
        assert_eq!(of("a.xml", content), End::Whole);
        assert_eq!(of("A.XML", &[content, b"\r\n"].concat()), End::Whole);
        for length in 0..content.len() {
            assert_eq!(of("a.xml", &content[..length]), End::CutOff, "{length}");
        }
    }

    #[test]
    fn an_element_that_ends_like_the_root_is_not_its_end() {
        assert_eq!(of("a.xml", b"<XmlMsg><a></aXmlMsg>"), End::CutOff);
    }

    #[test]
    fn a_zip_is_whole_where_its_directory_says_so_and_at_no_byte_before() {
        let content = crate::archive::Seal::new(Vec::new(), ["a"])
            .close("a.xml", b"<a></a>")
            .unwrap();
        assert_eq!(of("a.zip", &content), End::Whole);
        for length in 0..content.len() {
            assert_eq!(of("a.zip", &content[..length]), End::CutOff, "{length}");
        }
    }

    #[test]
    fn a_pdf_may_go_on_after_its_end_and_a_refusal_has_none() {
        assert_eq!(of("a.pdf", b"%PDF-1.7 ... %%EOF\n"), End::Unknown);
        assert_eq!(of("a.pdf", b"%PDF-1.7 ..."), End::CutOff);
        assert_eq!(of("a.err", b""), End::Unknown);
    }
}
