//! Tells by its first bytes what a file is; the name is only compared afterwards. Reads no rows.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;

use crate::intake::directory::Directory;

/// A kind of content that is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ContentKind {
    /// `.xlsx` and `.xlsm`.
    Xlsx,
    /// `.xlsb`.
    Xlsb,
    /// `.xls` of Excel 5 to 2003.
    Xls,
    /// `.ods`.
    Ods,
    /// Delimited text.
    Text,
}

impl ContentKind {
    /// What it is called in a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "an Excel workbook (.xlsx)",
            Self::Xlsb => "a binary Excel workbook (.xlsb)",
            Self::Xls => "an old Excel workbook (.xls)",
            Self::Ods => "an OpenDocument workbook (.ods)",
            Self::Text => "delimited text",
        }
    }

    /// Whether files with this end of name (lower case) are expected to be of this kind.
    pub(crate) fn suits(self, extension: &str) -> bool {
        match self {
            Self::Xlsx => matches!(extension, "xlsx" | "xlsm"),
            Self::Xlsb => extension == "xlsb",
            Self::Xls => extension == "xls",
            Self::Ods => extension == "ods",
            Self::Text => matches!(extension, "csv" | "tsv" | "txt"),
        }
    }
}

/// Why content is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refusal {
    Empty,
    Encrypted,
    Html,
    Xml2003,
    OldExcel,
    DamagedZip,
    OtherZip,
    Pdf,
    Rtf,
    Binary,
}

impl Refusal {
    /// Why the file was set aside, as a part of a sentence.
    pub(crate) const fn why(self) -> &'static str {
        match self {
            Self::Empty => "it is empty",
            Self::Encrypted => "it is protected by a password",
            Self::Html => "it is a web page (HTML) and not a workbook, whatever its name says",
            Self::Xml2003 => {
                "it is an Excel 2003 XML document and not a workbook, whatever its name says"
            }
            Self::OldExcel => "it was written by a version of Excel older than 5.0",
            Self::DamagedZip => "it is a damaged or incomplete workbook",
            Self::OtherZip => "it is a zip archive or another Office document, and not a workbook",
            Self::Pdf => "it is a PDF document",
            Self::Rtf => "it is a text document (RTF)",
            Self::Binary => "it is neither a workbook nor text",
        }
    }
}

/// The kind of these bytes.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<ContentKind, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match Directory::of(bytes) {
            Some(plain) => kind_by_names(plain.names(), bytes),
            None => kind_of_zip(Cursor::new(bytes), bytes),
        };
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return kind_of_compound(bytes);
    }
    let raw_biff = [
        &[9, 0, 4, 0][..],
        &[9, 2, 6, 0],
        &[9, 4, 6, 0],
        &[9, 8, 8, 0],
    ];
    if raw_biff.iter().any(|start| bytes.starts_with(start)) {
        return Err(Refusal::OldExcel);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Refusal::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Refusal::Rtf);
    }
    markup(bytes).map_or_else(|| text_or_binary(bytes), Err)
}

/// The kind of a zip archive; `head` is how it begins.
pub(crate) fn kind_of_zip(reader: impl Read + Seek, head: &[u8]) -> Result<ContentKind, Refusal> {
    let archive = ZipArchive::new(reader).map_err(|_| Refusal::DamagedZip)?;
    kind_by_names(archive.file_names_raw(), head)
}

/// The kind of a zip archive with parts of these names.
fn kind_by_names<'a>(
    names: impl Iterator<Item = &'a [u8]>,
    head: &[u8],
) -> Result<ContentKind, Refusal> {
    let mut word_or_slides = false;
    let mut package = false;
    for name in names {
        if ends_with(name, b"workbook.bin") {
            return Ok(ContentKind::Xlsb);
        }
        if ends_with(name, b"workbook.xml") {
            return Ok(ContentKind::Xlsx);
        }
        if name.eq_ignore_ascii_case(b"content.xml") {
            // Its kind is written at the head of the archive, uncompressed; old writers leave that out.
            let head = head.get(..256).unwrap_or(head);
            let other = [
                "opendocument.text",
                "opendocument.presentation",
                "opendocument.graphics",
            ];
            let is_other = other.iter().any(|kind| contains(head, kind.as_bytes()));
            return if is_other {
                Err(Refusal::OtherZip)
            } else {
                Ok(ContentKind::Ods)
            };
        }
        word_or_slides |= starts_with(name, b"word/") || starts_with(name, b"ppt/");
        package |= name.eq_ignore_ascii_case(b"[content_types].xml");
    }
    if package && !word_or_slides {
        Ok(ContentKind::Xlsx)
    } else {
        Err(Refusal::OtherZip)
    }
}

/// Whether a name begins so, in any letter case.
fn starts_with(name: &[u8], start: &[u8]) -> bool {
    let head = name.get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether a name ends so, in any letter case.
fn ends_with(name: &[u8], end: &[u8]) -> bool {
    let tail = name.len().checked_sub(end.len());
    let tail = tail.and_then(|from| name.get(from..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// The names of the streams of a compound document stand in its directory, in entries of 128 bytes that begin with the name.
fn kind_of_compound(bytes: &[u8]) -> Result<ContentKind, Refusal> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes
            .chunks_exact(128)
            .any(|entry| entry.starts_with(&wide))
    };
    if holds("EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if holds("WordDocument") || holds("PowerPoint Document") {
        return Err(Refusal::Binary);
    }
    Ok(ContentKind::Xls)
}

/// HTML and the XML of Excel 2003, which exports often call `.xls`.
fn markup(bytes: &[u8]) -> Option<Refusal> {
    let head = bytes.get(..4096.min(bytes.len())).unwrap_or(bytes);
    let mut plain: Vec<u8> = head
        .iter()
        .filter(|byte| **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    for mark in [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"] {
        if plain.starts_with(mark) {
            plain.drain(..mark.len());
        }
    }
    let start = plain
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(0);
    let plain = plain.get(start..).unwrap_or_default();
    if plain.first() != Some(&b'<') {
        return None;
    }
    if contains(plain, b"urn:schemas-microsoft-com:office:spreadsheet")
        || contains(plain, b"excel.sheet")
    {
        return Some(Refusal::Xml2003);
    }
    let html = [
        "<html",
        "<!doctype html",
        "<table",
        "<meta",
        "<head",
        "<body",
        "<div",
        "<style",
    ];
    if html.iter().any(|tag| contains(plain, tag.as_bytes())) {
        return Some(Refusal::Html);
    }
    plain.starts_with(b"<?xml").then_some(Refusal::Binary)
}

fn text_or_binary(bytes: &[u8]) -> Result<ContentKind, Refusal> {
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let head = bytes.get(..8192.min(bytes.len())).unwrap_or(bytes);
    let odd = head
        .iter()
        .filter(|byte| {
            **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A)
        })
        .count();
    if utf16 || odd * 10 <= head.len() {
        Ok(ContentKind::Text)
    } else {
        Err(Refusal::Binary)
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use crate::intake::content::{ContentKind, Refusal, kind_of};

    fn zipped(names: &[&str]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(b"x").unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn zips_are_told_apart_by_their_parts() {
        assert_eq!(
            kind_of(&zipped(&["xl/workbook.xml"])),
            Ok(ContentKind::Xlsx)
        );
        assert_eq!(
            kind_of(&zipped(&["xl/workbook.bin"])),
            Ok(ContentKind::Xlsb)
        );
        assert_eq!(
            kind_of(&zipped(&["mimetype", "content.xml"])),
            Ok(ContentKind::Ods)
        );
        assert_eq!(
            kind_of(&zipped(&["[Content_Types].xml", "word/document.xml"])),
            Err(Refusal::OtherZip)
        );
        let whole = zipped(&["xl/workbook.xml"]);
        assert_eq!(kind_of(&whole[..whole.len() / 2]), Err(Refusal::DamagedZip));
    }

    #[test]
    fn text_is_what_has_no_control_bytes() {
        assert_eq!(kind_of(b"a,b\r\n1,2\r\n"), Ok(ContentKind::Text));
        assert_eq!(kind_of(b"\xFF\xFEa\0,\0b\0"), Ok(ContentKind::Text));
        assert_eq!(kind_of(&[0, 1, 2, 3, 4]), Err(Refusal::Binary));
        assert_eq!(kind_of(b""), Err(Refusal::Empty));
    }

    #[test]
    fn disguises_are_named() {
        assert_eq!(kind_of(b"\xEF\xBB\xBF <HTML><table>"), Err(Refusal::Html));
        let xml = b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>";
        assert_eq!(kind_of(xml), Err(Refusal::Xml2003));
        assert_eq!(kind_of(b"%PDF-1.7"), Err(Refusal::Pdf));
    }

    #[test]
    fn an_encrypted_package_is_seen_in_the_directory() {
        let mut bytes = vec![0_u8; 1024];
        bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        assert_eq!(kind_of(&bytes), Ok(ContentKind::Xls));
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        bytes[640..640 + name.len()].copy_from_slice(&name);
        assert_eq!(kind_of(&bytes), Err(Refusal::Encrypted));
    }
}
