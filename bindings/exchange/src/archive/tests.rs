use super::*;
use core::ops::Range;

const NAME: &str = "OQSsiquc01req_202611210001.xml";
const CONTENT: &[u8] = b"<XmlMsg></XmlMsg>";

fn opening(password: &[u8]) -> Archives {
    Archives {
        password: Some(password.to_vec()),
        ..Archives::default()
    }
}

#[test]
fn what_was_encrypted_opens_with_its_password_and_with_no_other() {
    let sealed = Seal::new(b"right".to_vec(), ["OQSsiquc"])
        .close(NAME, CONTENT)
        .unwrap();
    assert!(!sealed.windows(CONTENT.len()).any(|part| part == CONTENT));
    let opened = opening(b"right").open(&sealed).unwrap();
    assert_eq!(opened, (NAME.to_owned(), CONTENT.to_vec()));
    assert_eq!(opening(b"wrong").open(&sealed), Err(ARCHIVE));
    assert_eq!(Archives::default().open(&sealed), Err(ARCHIVE));
}

#[test]
fn a_damaged_encrypted_archive_is_noticed() {
    let mut sealed = Seal::new(b"right".to_vec(), ["OQSsiquc"])
        .close(NAME, CONTENT)
        .unwrap();
    let middle = NAME.len() + 60;
    sealed[middle] ^= 1;
    assert_eq!(opening(b"right").open(&sealed), Err(ARCHIVE));
}

#[test]
fn a_small_archive_of_something_huge_is_not_unpacked() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("bomb.xml", SimpleFileOptions::default())
        .unwrap();
    archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 10_000);
    let most = |most_bytes| Archives {
        most_bytes,
        ..Archives::default()
    };
    assert!(most(1 << 20).open(&bomb).is_ok());
    assert_eq!(most((1 << 20) - 1).open(&bomb), Err(ARCHIVE));
}

#[test]
fn several_files_are_not_one_result() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.xml", "b.xml"] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
    }
    let several = archive.finish().unwrap().into_inner();
    assert_eq!(Archives::default().open(&several), Err(ARCHIVE));
}

#[test]
fn the_connectors_configuration_says_what_is_encrypted() {
    let seal = Seal::by_configuration(Vec::new(), "OQSsiquc=e\r\nOQSmutic=n\r\n=e\r\n");
    assert!(seal.covers(NAME));
    assert!(!seal.covers("OQSmutic01req_1.xml"));
    assert!(!seal.covers("YZKsiquc01req_1.xml"));
}

/// An archive of these files.
fn of(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, options).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)
}

/// The names that `zip` does not write twice are made the same afterwards.
fn renamed(archive: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut archive = archive;
    for at in 0..=archive.len() - from.len() {
        if archive[at..].starts_with(from.as_bytes()) {
            archive[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
    }
    archive
}

fn opened(archive: &[u8]) -> Result<(String, Vec<u8>), Trouble> {
    Archives::default().open(archive)
}

#[test]
fn two_files_of_one_name_are_not_one_result() {
    let two = |one: &str, other: &str| of(&[(one, CONTENT), (other, b"<XmlMsg/>")], stored());
    let twice = renamed(two("a.xml", "b.xml"), "b.xml", "a.xml");
    assert_eq!(opened(&twice), Err(ARCHIVE));
    for other in ["A.xml", "b/a.xml", "a.xml.txt", "b/"] {
        assert_eq!(opened(&two("a.xml", other)), Err(ARCHIVE), "{other}");
    }
    // The same where the directory is made to know one of them alone.
    let only = of(&[("a.xml", CONTENT)], stored());
    let hidden_length = two("a.xml", "b.xml");
    let (first_end, end) = (only.len() - 22 - 51, only.len());
    assert_eq!(&only[first_end..first_end + 4], b"PK\x01\x02");
    let second = directory(&hidden_length).start;
    let mut hidden = hidden_length[..second].to_vec();
    let start = u32::try_from(hidden.len()).unwrap();
    hidden.extend_from_slice(&only[first_end..end]);
    let at = hidden.len() - 6;
    hidden[at..at + 4].copy_from_slice(&start.to_le_bytes());
    assert_eq!(opened(&hidden), Err(ARCHIVE));
    // And where the end counts one of two entries.
    let mut miscounted = twice;
    let end = miscounted.len() - 22;
    for at in [8, 10] {
        miscounted[end + at] = 1;
    }
    assert_eq!(opened(&miscounted), Err(ARCHIVE));
}

/// The directory of an archive.
fn directory(archive: &[u8]) -> Range<usize> {
    let end = archive.len() - 22;
    let start = u32::from_le_bytes(archive[end + 16..end + 20].try_into().unwrap());
    usize::try_from(start).unwrap()..end
}

#[test]
fn an_archive_of_which_two_readers_may_think_differently_is_refused() {
    let whole = of(&[(NAME, CONTENT)], stored());
    assert_eq!(opened(&whole).unwrap(), (NAME.to_owned(), CONTENT.to_vec()));
    let entry = directory(&whole).start;
    // Whatever the header says otherwise than the directory: flags, method, check sum,
    // sizes and the name.
    for at in [6, 8, 14, 18, 22, 30, 35] {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert_eq!(opened(&changed), Err(ARCHIVE), "header {at}");
    }
    for at in [8, 10, 16, 20, 24, 28, 42, 46] {
        let mut changed = whole.clone();
        changed[entry + at] ^= 1;
        assert_eq!(opened(&changed), Err(ARCHIVE), "directory {at}");
    }
    // Both lie alike about the size.
    let mut lying = whole.clone();
    lying[22] ^= 1;
    lying[entry + 24] ^= 1;
    assert_eq!(opened(&lying), Err(ARCHIVE));
    for (before, after) in [
        (&b"x"[..], &b""[..]),
        (b"", b"x"),
        (&whole, b""),
        (b"", &whole),
    ] {
        let with = [before, &whole, after].concat();
        assert_eq!(
            opened(&with),
            Err(ARCHIVE),
            "{} {}",
            before.len(),
            after.len()
        );
    }
    for length in 0..whole.len() {
        assert_eq!(opened(&whole[..length]), Err(ARCHIVE), "{length}");
    }
}

#[test]
fn every_changed_byte_is_noticed_or_changes_nothing() {
    let options = SimpleFileOptions::default();
    let whole = of(&[(NAME, CONTENT)], options);
    let right = opened(&whole).unwrap();
    let mut refused = 0;
    for at in 0..whole.len() {
        for change in [1, 0x80, 0xFF] {
            let mut changed = whole.clone();
            changed[at] ^= change;
            match opened(&changed) {
                Ok(opened) => assert_eq!(opened, right, "{at}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > whole.len(), "{refused}");
}

#[test]
fn names_lead_nowhere_else() {
    for (name, is_plain) in [
        ("OQSsiquc01res_1.xml", true),
        ("res/OQSsiquc01res_1.xml", true),
        ("/OQSsiquc01res_1.xml", false),
        ("../OQSsiquc01res_1.xml", false),
        ("res/../OQSsiquc01res_1.xml", false),
        ("res/./OQSsiquc01res_1.xml", false),
        ("C:OQSsiquc01res_1.xml", false),
        ("C:\\OQSsiquc01res_1.xml", false),
        ("\\\\host\\OQSsiquc01res_1.xml", false),
        ("OQSsiquc01res_1.xml:x", false),
        ("OQSsiquc01res_1.xml ", false),
        ("結果.xml", false),
        ("res/", false),
    ] {
        let opened = opened(&of(&[(name, CONTENT)], stored()));
        assert_eq!(opened.is_ok(), is_plain, "{name}");
    }
    let mut link = ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink(NAME, "/etc/passwd", stored()).unwrap();
    let link = link.finish().unwrap().into_inner();
    assert_eq!(opened(&link), Err(ARCHIVE));
}
