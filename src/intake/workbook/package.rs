//! The parts of a zipped workbook: opens them by path, checks the archive before anything is read, and finds which part is which
//! sheet. Reads no cells.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use zip::read::ZipFile;
use zip::{CompressionMethod, ZipArchive};

use crate::intake::bytes::{Bytes, BytesReader};
use crate::intake::directory::{Directory, Packed, Unpacked};
use crate::intake::limits::{Excess, Limits};
use crate::intake::reading::Stop;
use crate::intake::workbook::inflating::Inflating;
use crate::intake::workbook::meter::Meter;
use crate::intake::workbook::recall::{Recalled, recall};
use crate::intake::workbook::styles::Styles;
use crate::intake::workbook::tokens::{Tag, Tokens, XmlStop, attribute};
use crate::intake::workbook::xlsb_facts::sheet_ids;

/// An opened archive. A clone reads on its own.
#[derive(Clone)]
pub(crate) struct Package<'a> {
    bytes: Bytes<'a>,
    /// Its directory, if it is plain; then it is opened only for parts that are not.
    plain: Option<Directory<'a>>,
    archive: Option<Archive<'a>>,
}

/// Any archive.
#[derive(Clone)]
struct Archive<'a> {
    archive: ZipArchive<BytesReader<'a>>,
    /// Index by path in lower case with forward slashes.
    paths: BTreeMap<String, usize>,
}

/// What a part holds, to be read once.
pub(crate) enum PartReader<'p, 'a> {
    Unpacked(Unpacked),
    Inflating(Box<Inflating<ZipFile<'p, BytesReader<'a>>>>),
    Other(Box<ZipFile<'p, BytesReader<'a>>>),
}

impl Read for PartReader<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Unpacked(part) => part.read(buffer),
            Self::Inflating(part) => part.read(buffer),
            Self::Other(part) => part.read(buffer),
        }
    }
}

/// A sheet of a workbook and the part that holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SheetPart {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// `None` for charts and other sheets without cells.
    pub(crate) path: Option<String>,
}

/// What a workbook consists of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct WorkbookParts {
    pub(crate) sheets: Vec<SheetPart>,
    pub(crate) is_1904: bool,
    pub(crate) shared_strings: Option<String>,
    pub(crate) styles: Option<String>,
}

const DAMAGED: Stop = Stop::Unreadable("it is a damaged or incomplete workbook");

impl<'a> Archive<'a> {
    fn open(bytes: Bytes<'a>, limits: &Limits) -> Result<Self, Stop> {
        let archive = ZipArchive::new(bytes.reader()).map_err(|_| DAMAGED)?;
        if archive.len() as u64 > limits.zip_entries {
            return Err(Stop::Excess(Excess::ZipEntries));
        }
        let mut paths = BTreeMap::new();
        for (index, name) in archive.file_names_raw().enumerate() {
            let path = String::from_utf8_lossy(name)
                .replace('\\', "/")
                .to_ascii_lowercase();
            if paths.insert(path, index).is_some() {
                return Err(Stop::Unreadable("two of its parts have the same name"));
            }
        }
        Ok(Self { archive, paths })
    }

    fn part(&mut self, path: &str) -> Option<ZipFile<'_, BytesReader<'a>>> {
        self.archive.by_index(self.index(path)?).ok()
    }

    fn index(&self, path: &str) -> Option<usize> {
        self.paths.get(&path.to_ascii_lowercase()).copied()
    }

    /// A reader of what a part holds.
    fn reader(&mut self, path: &str) -> Option<PartReader<'_, 'a>> {
        let part = self.part(path)?;
        let is_deflated = part.compression() == CompressionMethod::Deflated && !part.encrypted();
        drop(part);
        if !is_deflated {
            return self.part(path).map(Box::new).map(PartReader::Other);
        }
        let part = self.archive.by_index_raw(self.index(path)?).ok()?;
        let (crc, size) = (part.crc32(), part.size());
        let part = Inflating::new(part, crc, size);
        Some(PartReader::Inflating(Box::new(part)))
    }
}

impl<'a> Package<'a> {
    /// Opens the archive and checks the number and the names of its parts.
    pub(crate) fn open(bytes: Bytes<'a>, limits: &Limits) -> Result<Self, Stop> {
        let plain = match bytes {
            Bytes::Held(held) => Directory::of(held),
            Bytes::Watched(_) => None,
        };
        let plain = plain.filter(|plain| plain.names().count() as u64 <= limits.zip_entries);
        let archive = match plain {
            Some(_) => None,
            None => Some(Archive::open(bytes, limits)?),
        };
        Ok(Self {
            bytes,
            plain,
            archive,
        })
    }

    /// The archive, to read any part of it.
    fn archive(&mut self) -> Option<&mut Archive<'a>> {
        if self.archive.is_none() {
            // What was plain to the directory is an archive, within the limits.
            self.archive = Archive::open(self.bytes, &Limits::default()).ok();
        }
        self.archive.as_mut()
    }

    /// A reader of the part with this path, if there is one.
    pub(crate) fn part(&mut self, path: &str) -> Option<PartReader<'_, 'a>> {
        let path = path.trim_start_matches('/');
        let unpacked = self.packed(path).and_then(Packed::unpack);
        if let Some(unpacked) = unpacked {
            return Some(PartReader::Unpacked(unpacked));
        }
        self.archive()?.reader(path)
    }

    /// The part with this path as it lies in the archive, if that is plain.
    fn packed(&self, path: &str) -> Option<Packed<'a>> {
        let plain = self.plain.as_ref()?;
        plain.packed(plain.place(path.trim_start_matches('/'))?)
    }

    /// How many bytes the part with this path takes in the archive.
    pub(crate) fn zipped_size(&mut self, path: &str) -> u64 {
        let path = path.trim_start_matches('/');
        let part = self.archive().and_then(|archive| archive.part(path));
        part.map_or(0, |part| part.compressed_size())
    }

    /// Inflates all parts that a reader of workbooks opens, except those of `but`, and counts what comes out.
    pub(crate) fn inflate(&mut self, meter: &mut Meter, but: &[&str]) -> Result<(), Stop> {
        let but: Vec<String> = but.iter().map(|path| path.to_ascii_lowercase()).collect();
        let opened = |path: &str| {
            [".xml", ".rels", ".bin"]
                .iter()
                .any(|end| path.ends_with(end))
        };
        let paths = self.archive().map(|archive| archive.paths.keys());
        let paths: Vec<String> = paths
            .into_iter()
            .flatten()
            .filter(|path| opened(path))
            .cloned()
            .collect();
        for path in paths.iter().filter(|path| !but.contains(path)) {
            let Some(mut part) = self.part(path) else {
                continue;
            };
            let mut head = Vec::new();
            let mut counted = meter.metered(&mut part);
            // A part that cannot be inflated is met again, and said, when it is needed.
            let _ = counted.by_ref().take(4096).read_to_end(&mut head);
            let size = io::copy(&mut counted, &mut io::sink()).unwrap_or(0) + head.len() as u64;
            if let Some(excess) = meter.excess() {
                return Err(Stop::Excess(excess));
            }
            if path.ends_with("sharedstrings.xml") && claims_too_much(&head, size) {
                return Err(Stop::Excess(Excess::ClaimedStrings));
            }
        }
        Ok(())
    }

    /// Finds the sheets by the relationships of an xlsx workbook.
    pub(crate) fn workbook_parts(&mut self) -> Result<Arc<WorkbookParts>, XmlStop> {
        let relationships = self.relationships("_rels/.rels")?;
        let main = relationships
            .iter()
            .find(|one| one.kind == "officeDocument");
        let main = main.map_or_else(
            || "xl/workbook.xml".to_owned(),
            |one| resolve("", &one.target),
        );
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let own = self.relationships(&join(folder, &format!("_rels/{name}.rels")))?;
        let beside = (folder.to_owned(), Arc::clone(&own));
        recall(&WORKBOOKS, self.packed(&main), beside, || {
            let part = self.part(&main).ok_or(XmlStop::Broken)?;
            let mut parts = read_workbook(part, folder, &own)?;
            let of_kind = |kind: &str| {
                let found = own.iter().find(|one| one.kind == kind)?;
                Some(resolve(folder, &found.target))
            };
            parts.shared_strings = of_kind("sharedStrings");
            parts.styles = of_kind("styles");
            Ok(parts)
        })
    }

    /// The styles in the part with this path; none if there is no such part.
    pub(crate) fn styles(&mut self, path: &str, meter: &mut Meter) -> Result<Arc<Styles>, XmlStop> {
        let packed = self.packed(path);
        let mut is_new = false;
        let styles = recall(&STYLES, packed, (), || {
            is_new = true;
            self.part(path).map_or_else(
                || Ok(Styles::default()),
                |part| Styles::read(meter.metered(part)),
            )
        })?;
        if let Some(packed) = packed.filter(|_| !is_new) {
            meter.count(packed.size()).map_err(|_| XmlStop::Broken)?;
        }
        Ok(styles)
    }

    /// The parts of the sheets of an xlsb workbook, in order.
    pub(crate) fn binary_sheets(&mut self) -> Vec<Option<String>> {
        let own = self
            .relationships("xl/_rels/workbook.bin.rels")
            .unwrap_or_default();
        let ids = self
            .part("xl/workbook.bin")
            .map(sheet_ids)
            .unwrap_or_default();
        let path = |id: &String| {
            let found = own.iter().find(|one| one.id == *id)?;
            Some(resolve("xl", &found.target))
        };
        ids.iter().map(path).collect()
    }

    fn relationships(&mut self, path: &str) -> Result<Arc<Vec<Relationship>>, XmlStop> {
        recall(&RELATIONSHIPS, self.packed(path), (), || {
            read_relationships(self.part(path).ok_or(XmlStop::Broken)?)
        })
    }
}

thread_local! {
    static RELATIONSHIPS: RefCell<Recalled<(), Vec<Relationship>>> =
        const { RefCell::new(Recalled::nothing()) };
    static STYLES: RefCell<Recalled<(), Styles>> = const { RefCell::new(Recalled::nothing()) };
    static WORKBOOKS: RefCell<Recalled<Beside, WorkbookParts>> =
        const { RefCell::new(Recalled::nothing()) };
}

/// What the main part of a workbook means depends on its folder and its relationships too.
type Beside = (String, Arc<Vec<Relationship>>);

#[derive(PartialEq, Eq)]
struct Relationship {
    id: String,
    /// The end of its type.
    kind: String,
    target: String,
}

fn read_relationships(part: impl Read) -> Result<Vec<Relationship>, XmlStop> {
    let mut tokens = Tokens::new(part);
    let mut all = Vec::new();
    while let Some(token) = tokens.next()? {
        if let Tag::Open(b"Relationship", attributes) | Tag::Empty(b"Relationship", attributes) =
            token.kind()?
        {
            let kind = attribute(attributes, b"Type").unwrap_or_default();
            all.push(Relationship {
                id: attribute(attributes, b"Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: attribute(attributes, b"Target").unwrap_or_default(),
            });
        }
    }
    Ok(all)
}

fn read_workbook<R: Read>(
    part: R,
    folder: &str,
    relationships: &[Relationship],
) -> Result<WorkbookParts, XmlStop> {
    let mut tokens = Tokens::new(part);
    let mut parts = WorkbookParts::default();
    while let Some(token) = tokens.next()? {
        match token.kind()? {
            Tag::Open(b"sheet", attributes) | Tag::Empty(b"sheet", attributes) => {
                let id = attribute(attributes, b"id").unwrap_or_default();
                let target = relationships
                    .iter()
                    .find(|one| one.id == id)
                    .ok_or(XmlStop::Odd)?;
                let state = attribute(attributes, b"state");
                let path = (target.kind == "worksheet").then(|| resolve(folder, &target.target));
                parts.sheets.push(SheetPart {
                    name: attribute(attributes, b"name").unwrap_or_default(),
                    hidden: state.is_some_and(|state| state != "visible"),
                    path,
                });
            }
            Tag::Open(b"workbookPr", attributes) | Tag::Empty(b"workbookPr", attributes) => {
                if let Some(flag) = attribute(attributes, b"date1904") {
                    parts.is_1904 = flag == "1" || flag == "true";
                }
            }
            _ => {}
        }
    }
    Ok(parts)
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}

/// The path of a target seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// Whether the table of shared texts asks for memory that its bytes cannot fill; calamine would reserve it.
fn claims_too_much(head: &[u8], size: u64) -> bool {
    let mut tokens = Tokens::new(head);
    while let Ok(Some(token)) = tokens.next() {
        if let Ok(Tag::Open(b"sst", attributes) | Tag::Empty(b"sst", attributes)) = token.kind() {
            let claimed =
                attribute(attributes, b"uniqueCount").and_then(|text| text.parse::<u64>().ok());
            // The shortest entry is `<si/>`.
            return claimed.is_some_and(|count| count > 1_000_000 && count > size / 5);
        }
    }
    // No table within the head: its attributes are longer than any program writes them, or it is none at all.
    size > 4096
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::package::{claims_too_much, resolve};

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(
            resolve("xl", "/xl/worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "../../data/./s.xml"), "data/s.xml");
    }

    #[test]
    fn a_claim_beyond_the_bytes_is_seen() {
        assert!(claims_too_much(
            b"<sst uniqueCount=\"90000000000\"><si/>",
            5000
        ));
        assert!(!claims_too_much(b"<sst uniqueCount=\"2\"><si/>", 5000));
        assert!(!claims_too_much(
            b"<sst uniqueCount=\"3000000\"><si/>",
            20_000_000
        ));
        assert!(claims_too_much(b"<x/>", 5000));
    }
}
