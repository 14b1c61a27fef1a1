//! Tests of the directory of an archive: what is plain, and that it gives what the `zip` crate gives.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::*;

/// An archive of parts: name, content, whether it is deflated.
fn archive(parts: &[(&str, &[u8], bool)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content, deflated) in parts {
        let method = if *deflated {
            CompressionMethod::Deflated
        } else {
            CompressionMethod::Stored
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn unpacked(directory: &Directory<'_>, path: &str) -> Option<Vec<u8>> {
    let packed = directory.packed(directory.place(path)?)?;
    let mut content = Vec::new();
    packed.unpack()?.read_to_end(&mut content).unwrap();
    Some(content)
}

/// The name of a part, and what it holds, if that can be read.
type Named = (Vec<u8>, Option<Vec<u8>>);

/// What the `zip` crate gives.
fn by_zip(bytes: &[u8]) -> Option<Vec<Named>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<Vec<u8>> = zip.file_names_raw().map(<[u8]>::to_vec).collect();
    let read = |(at, name): (usize, Vec<u8>)| {
        let mut content = Vec::new();
        let read = zip
            .by_index(at)
            .ok()
            .and_then(|mut part| part.read_to_end(&mut content).ok());
        (name, read.map(|_| content))
    };
    Some(names.into_iter().enumerate().map(read).collect())
}

fn sample() -> Vec<u8> {
    let long = "<row><c>text</c></row>".repeat(900);
    archive(&[
        ("[Content_Types].xml", b"<Types/>", true),
        ("xl\\Workbook.xml", long.as_bytes(), true),
        ("xl/styles.xml", b"kept as it is", false),
        ("xl/empty.xml", b"", true),
    ])
}

#[test]
fn parts_are_found_and_unpacked() {
    let bytes = sample();
    let plain = Directory::of(&bytes).unwrap();
    let names: Vec<&[u8]> = plain.names().collect();
    assert_eq!(names.len(), 4);
    for (name, content) in by_zip(&bytes).unwrap() {
        let path = String::from_utf8(name).unwrap().replace('\\', "/");
        assert_eq!(unpacked(&plain, &path), content, "{path}");
        assert_eq!(unpacked(&plain, &path.to_uppercase()), content, "{path}");
    }
    assert_eq!(plain.place("xl\\workbook.xml"), None);
    assert_eq!(plain.place("xl/workbook.xm"), None);
}

#[test]
fn whatever_byte_is_changed_nothing_else_is_read_than_zip_reads() {
    let whole = archive(&[
        ("a.xml", b"<a/><a/><a/><a/>", true),
        ("b", b"stored", false),
    ]);
    let mut told_apart = 0;
    for at in 0..whole.len() {
        for change in [1, 2, 8, 0x80, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] ^= change;
            let Some(plain) = Directory::of(&bytes) else {
                told_apart += 1;
                continue;
            };
            let expected = by_zip(&bytes).expect("what is plain is an archive");
            let names: Vec<&[u8]> = expected.iter().map(|(name, _)| &**name).collect();
            assert_eq!(plain.names().collect::<Vec<_>>(), names);
            for (place, (_, content)) in expected.iter().enumerate() {
                let read = plain
                    .packed(place)
                    .and_then(Packed::unpack)
                    .map(|mut part| {
                        let mut content = Vec::new();
                        part.read_to_end(&mut content).unwrap();
                        content
                    });
                // What is not as the directory says is left to `zip`, whether that can read it or not.
                assert!(read.is_none() || read == *content, "byte {at} ^ {change}");
            }
        }
    }
    assert!(told_apart > 100);
}

#[test]
fn what_is_not_plain_is_left_to_zip() {
    let plain = sample();
    let mut comment = plain.clone();
    let at = comment.len() - 2;
    comment[at] = 1;
    comment.push(b'x');
    let before = [b"MZ", plain.as_slice()].concat();
    let cut = &plain[..plain.len() - 1];
    let doubled = archive(&[("a.xml", b"", true), ("A.XML", b"", true)]);
    let accented = archive(&[("é.xml", b"", true)]);
    let names: Vec<String> = (0..=MOST_PARTS).map(|at| format!("{at}.xml")).collect();
    let many: Vec<(&str, &[u8], bool)> =
        names.iter().map(|name| (&**name, &b""[..], true)).collect();
    let many = archive(&many);
    for (what, bytes) in [
        ("a comment", comment.as_slice()),
        ("something before", &before),
        ("cut off", cut),
        ("two names of one path", &doubled),
        ("a name in other letters", &accented),
        ("many parts", &many),
        ("nothing", &[]),
        ("no parts", &archive(&[])),
    ] {
        assert!(Directory::of(bytes).is_none(), "{what}");
    }
}

#[test]
fn a_part_is_left_to_zip_if_it_is_large() {
    let fits = vec![b'x'; BLOCK];
    let large = vec![b'x'; BLOCK + 1];
    let bytes = archive(&[("fits", &fits, true), ("large", &large, true)]);
    let plain = Directory::of(&bytes).unwrap();
    assert_eq!(unpacked(&plain, "fits"), Some(fits));
    assert_eq!(unpacked(&plain, "large"), None);
}

#[test]
fn a_keepsake_knows_its_part_and_no_other() {
    let bytes = archive(&[
        ("a", b"one", true),
        ("b", b"one", false),
        ("c", b"two", true),
    ]);
    let plain = Directory::of(&bytes).unwrap();
    let part = |place| plain.packed(place).unwrap();
    let kept = part(0).keepsake();
    assert_eq!([0, 1, 2].map(|at| kept.is(part(at))), [true, false, false]);
    // Two contents with the same checksum are told apart by their bytes.
    let same_sum = Packed {
        bytes: part(2).bytes,
        ..part(0)
    };
    assert!(!kept.is(same_sum));
}
