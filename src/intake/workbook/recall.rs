//! What small parts of workbooks held that were read before: programs write the same styles and relationships into every file.
//!
//! Only a memory, one for each thread: a part is known again by all its bytes, so nothing changes if it is read anew.

use std::cell::RefCell;
use std::sync::Arc;
use std::thread::LocalKey;

use crate::intake::directory::{Keepsake, Packed};
use crate::intake::workbook::tokens::XmlStop;

/// So many parts of a kind are remembered.
const MOST: usize = 32;

/// Parts of one kind, with what else their meaning depends on, and what they hold.
pub(crate) struct Recalled<K, T>(Vec<(Keepsake, K, Arc<T>)>);

/// The memory of a thread.
pub(crate) type Memory<K, T> = LocalKey<RefCell<Recalled<K, T>>>;

impl<K, T> Recalled<K, T> {
    /// Nothing yet.
    pub(crate) const fn nothing() -> Self {
        Self(Vec::new())
    }
}

/// What a part holds: as it was read before, if it was, else as `read` reads it. A part that is not plain is read each time.
pub(crate) fn recall<K: PartialEq, T>(
    memory: &'static Memory<K, T>,
    packed: Option<Packed<'_>>,
    beside: K,
    read: impl FnOnce() -> Result<T, XmlStop>,
) -> Result<Arc<T>, XmlStop> {
    let Some(packed) = packed else {
        return read().map(Arc::new);
    };
    let known = memory.with_borrow(|memory| {
        let mut known = memory.0.iter();
        let known = known.find(|(kept, with, _)| kept.is(packed) && *with == beside);
        known.map(|(.., held)| Arc::clone(held))
    });
    if let Some(known) = known {
        return Ok(known);
    }
    let held = Arc::new(read()?);
    // Only what was unpacked rightly holds the same the next time.
    if packed.unpack().is_some() {
        memory.with_borrow_mut(|memory| {
            if memory.0.len() >= MOST {
                memory.0.clear();
            }
            let held = Arc::clone(&held);
            memory.0.push((packed.keepsake(), beside, held));
        });
    }
    Ok(held)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::intake::directory::Directory;

    thread_local! {
        static KNOWN: RefCell<Recalled<u8, usize>> = const { RefCell::new(Recalled::nothing()) };
    }

    fn archive(contents: &[String]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, content) in contents.iter().enumerate() {
            let name = format!("{at}.xml");
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_read_once_and_another_or_one_beside_something_else_is_read_anew() {
        let contents: Vec<String> = (0..MOST + 2).map(|at| format!("part {at}")).collect();
        let bytes = archive(&contents);
        let plain = Directory::of(&bytes).unwrap();
        let reads = Cell::new(0);
        let read = |place: usize, beside: u8| {
            let held = recall(&KNOWN, plain.packed(place), beside, || {
                reads.set(reads.get() + 1);
                Ok(place * 1000 + usize::from(beside))
            });
            (*held.unwrap(), reads.get())
        };
        assert_eq!(read(0, 0), (0, 1));
        assert_eq!(read(0, 0), (0, 1));
        assert_eq!(read(0, 7), (7, 2));
        assert_eq!(read(1, 0), (1000, 3));
        assert_eq!(read(0, 7), (7, 3));
        for place in 0..contents.len() {
            read(place, 0);
        }
        assert!(KNOWN.with_borrow(|known| known.0.len()) <= MOST);
        assert_eq!(read(0, 7).0, 7);
    }

    #[test]
    fn what_could_not_be_read_or_is_not_plain_is_not_remembered() {
        let bytes = archive(&["only".to_owned()]);
        let plain = Directory::of(&bytes).unwrap();
        let broken = recall(&KNOWN, plain.packed(0), 1, || Err(XmlStop::Broken));
        assert_eq!(broken, Err(XmlStop::Broken));
        assert_eq!(recall(&KNOWN, plain.packed(0), 1, || Ok(5)), Ok(5.into()));
        assert_eq!(recall(&KNOWN, None, 1, || Ok(6)), Ok(6.into()));
        assert_eq!(recall(&KNOWN, None, 1, || Ok(7)), Ok(7.into()));
    }
}
