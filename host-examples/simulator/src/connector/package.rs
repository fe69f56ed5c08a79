//! An answer's bytes: as XML, as a document, or in a ZIP file, intact or spoilt.

use super::fault::Fault;
use crate::centre::Reply;
use crate::results::Encoding;
use crate::wire::Tables;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, DateTime, ZipWriter};

/// Whether results of many people come in a ZIP file, named as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// As XML.
    #[default]
    Plain,
    /// In a ZIP file.
    Zip,
    /// In a ZIP file encrypted by AES-256 with this password. That the real
    /// connector's encryption is of this form is inferred.
    Encrypted(String),
}

/// The bytes and the ending of a file.
pub(super) fn packed(
    tables: &Tables,
    interface: &str,
    reply: &Reply,
    encoding: Encoding,
    packing: &Packing,
    base: &str,
) -> io::Result<(Vec<u8>, &'static str)> {
    match reply {
        Reply::Pdf(bytes) => Ok((bytes.clone(), "pdf")),
        Reply::Message(message) => Ok((tables.write(interface, message, encoding), "xml")),
        Reply::Bulk(message) => {
            let xml = tables.write(interface, message, encoding);
            match packing {
                Packing::Plain => Ok((xml, "xml")),
                Packing::Zip => Ok((zipped(base, &xml, None)?, "zip")),
                Packing::Encrypted(password) => Ok((zipped(base, &xml, Some(password))?, "zip")),
            }
        }
    }
}

fn zipped(base: &str, xml: &[u8], password: Option<&str>) -> io::Result<Vec<u8>> {
    let mut options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    if let Some(password) = password {
        options = options.with_aes_encryption(AesMode::Aes256, password);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(format!("{base}.xml"), options)?;
    zip.write_all(xml)?;
    Ok(zip.finish()?.into_inner())
}

/// The bytes as the faults leave them.
pub(super) fn spoilt(mut bytes: Vec<u8>, faults: &[Fault]) -> Vec<u8> {
    if faults.contains(&Fault::WrongEncoding) {
        bytes = misdeclared(&bytes);
    }
    if faults.contains(&Fault::Malformed) {
        bytes.truncate(bytes.len() * 2 / 3);
    }
    bytes
}

/// A file whose first line names the other encoding.
fn misdeclared(bytes: &[u8]) -> Vec<u8> {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (line, rest) = bytes.split_at(end);
    let line = String::from_utf8_lossy(line);
    let (utf8, shift_jis) = (Encoding::Utf8.name(), Encoding::ShiftJis.name());
    let line = if line.contains(utf8) {
        line.replace(utf8, shift_jis)
    } else {
        line.replace(shift_jis, utf8)
    };
    [line.as_bytes(), rest].concat()
}
