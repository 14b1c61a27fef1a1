//! Small parts of workbooks that were unpacked before: sheets without rows, for one, are the same in thousands of workbooks.
//!
//! Only a memory, one for each thread: a part is known again by all its bytes, so nothing changes if it is unpacked anew.

use std::cell::RefCell;

use crate::intake::directory::{Keepsake, Packed};

/// So many parts are remembered at most; a power of two.
const MOST: usize = 64;

/// Larger ones are not.
const LARGEST: usize = 4096;

/// So often a part that came again stays when another one is to take its place.
const CHANCES: u8 = 8;

/// What stands in a place.
enum Place {
    Free,
    /// A part with this checksum was unpacked once.
    Seen(u32),
    /// A part that was unpacked twice, with what it holds.
    Kept(Keepsake, Box<[u8]>, u8),
}

thread_local! {
    static PLACES: RefCell<[Place; MOST]> = const { RefCell::new([const { Place::Free }; MOST]) };
}

/// Writes what a part holds to the head of the room, if it is remembered.
pub(crate) fn recall(part: Packed<'_>, room: &mut [u8]) -> Option<()> {
    with_place(part, |place| match place {
        Place::Kept(kept, held, chances) if kept.is(part) => {
            *chances = CHANCES;
            room.get_mut(..held.len())?.copy_from_slice(held);
            Some(())
        }
        _ => None,
    })
}

/// Remembers what a part holds, if it is not the first time that it is unpacked.
pub(crate) fn remember(part: Packed<'_>, held: &[u8]) {
    with_place(part, |place| {
        match place {
            Place::Kept(_, _, chances) if *chances > 0 => *chances -= 1,
            Place::Seen(crc) if *crc == part.crc() => {
                *place = Place::Kept(part.keepsake(), held.into(), CHANCES);
            }
            _ => *place = Place::Seen(part.crc()),
        }
        Some(())
    });
}

fn with_place(part: Packed<'_>, with: impl FnOnce(&mut Place) -> Option<()>) -> Option<()> {
    if part.size() > LARGEST {
        return None;
    }
    let at = usize::try_from(part.crc()).ok()? & (MOST - 1);
    PLACES.with_borrow_mut(|places| with(places.get_mut(at)?))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::intake::directory::Directory;

    fn kept() -> usize {
        let is_kept = |place: &&Place| matches!(place, Place::Kept(..));
        PLACES.with_borrow(|places| places.iter().filter(is_kept).count())
    }

    #[test]
    fn parts_hold_the_same_whether_they_are_remembered_or_not() {
        // More than are remembered, and no more than a plain directory has.
        const PARTS: usize = 120;
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let content = |at: usize| format!("<part>{}</part>", "x".repeat(at));
        let options = SimpleFileOptions::default();
        for at in 0..PARTS {
            zip.start_file(format!("{at}.xml"), options).unwrap();
            zip.write_all(content(at).as_bytes()).unwrap();
        }
        zip.start_file("large.xml", options).unwrap();
        zip.write_all(&[b'y'; LARGEST + 1]).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let plain = Directory::of(&bytes).unwrap();
        let held = |place: usize| {
            let mut text = String::new();
            let part = plain.packed(place).and_then(Packed::unpack);
            part.unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!((held(3), kept()), (content(3), 0));
        assert_eq!((held(3), kept()), (content(3), 1));
        for _ in 0..12 {
            assert_eq!(held(PARTS).len(), LARGEST + 1);
            for at in 0..PARTS {
                assert_eq!(held(at), content(at));
                assert_eq!(held(at), content(at));
            }
        }
        assert!(kept() > MOST / 2);
        // What is remembered is what is handed out.
        PLACES.with_borrow_mut(|places| {
            for place in places.iter_mut() {
                if let Place::Kept(_, held, _) = place {
                    held.fill(b'z');
                }
            }
        });
        let changed = (0..PARTS).filter(|at| held(*at).starts_with('z'));
        assert_eq!(changed.count(), kept());
    }
}
