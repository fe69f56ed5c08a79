//! Whether an archive is one file and nothing else, whoever reads it.
//!
//! The directory at the end of a ZIP and the headers before each file say the same
//! things twice, and readers differ in which they believe. So an archive counts only if
//! all of it is accounted for: one header, its data, a directory of one entry that says
//! the same, the end.

const HEADER: &[u8; 4] = b"PK\x03\x04";
const ENTRY: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// The sizes come after the data.
const DESCRIPTOR_FOLLOWS: u16 = 1 << 3;

/// The raw name of its only file; none where it is not one file and nothing else.
pub(super) fn name(archive: &[u8]) -> Option<&[u8]> {
    let end = archive.len().checked_sub(END_LENGTH)?;
    let end = Record(archive.get(end..)?);
    end.begins_with(END)?;
    // This disk, that of the directory, its entries here and in all.
    let counts = [end.short(4)?, end.short(6)?, end.short(8)?, end.short(10)?];
    if counts != [0, 0, 1, 1] || end.short(20)? != 0 {
        return None;
    }
    let (length, start) = (end.long(12)?, end.long(16)?);
    let directory = start..start.checked_add(length)?;
    if directory.end != archive.len() - END_LENGTH {
        return None;
    }
    let entry = Record(archive.get(directory)?);
    entry.begins_with(ENTRY)?;
    let name_length = usize::from(entry.short(28)?);
    let extra = usize::from(entry.short(30)?) + usize::from(entry.short(32)?);
    if entry.0.len() != 46 + name_length + extra || entry.long(42)? != 0 {
        return None;
    }
    let name = entry.0.get(46..46 + name_length)?;
    let header = Record(archive);
    header.begins_with(HEADER)?;
    let header_length = 30 + usize::from(header.short(26)?) + usize::from(header.short(28)?);
    if header.0.get(30..30 + usize::from(header.short(26)?))? != name {
        return None;
    }
    // Flags and method; then the check sum and both sizes.
    let is_same = header.0.get(6..10)? == entry.0.get(8..12)?;
    let (ours, theirs) = (header.0.get(14..26)?, entry.0.get(16..28)?);
    let follows = entry.short(8)? & DESCRIPTOR_FOLLOWS != 0;
    let sizes_agree = ours == theirs || follows && ours.iter().all(|byte| *byte == 0);
    let data_end = header_length.checked_add(entry.long(20)?)?;
    let after = archive.get(data_end..start)?;
    let is_whole = match after.len() {
        0 => !follows,
        12 => follows && after == theirs,
        16 => follows && after.strip_prefix(b"PK\x07\x08")? == theirs,
        _ => false,
    };
    (is_same && sizes_agree && is_whole).then_some(name)
}

/// Numbers in a piece of an archive, the low byte first.
struct Record<'a>(&'a [u8]);

impl Record<'_> {
    fn begins_with(&self, mark: &[u8; 4]) -> Option<()> {
        self.0.starts_with(mark).then_some(())
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.0.get(at..at + 2)?;
        Some(u16::from_le_bytes(bytes.try_into().ok()?))
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.0.get(at..at + 4)?;
        usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
    }
}
