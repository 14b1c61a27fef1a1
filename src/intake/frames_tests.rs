//! Tests of the frames: what is written is read again, and no bytes make the reader panic.

use proptest::prelude::*;

use crate::intake::fingerprint::Fingerprint;
use crate::intake::frames::{Frame, FrameReader, FrameWriter, StreamEnd};
use crate::intake::limits::Excess;
use crate::intake::reading::Stop;
use crate::intake::row::{Cell, RowVisitor, SheetHead};

const CELLS: [(u32, Cell<'_>); 7] = [
    (0, Cell::Text("é\n")),
    (1, Cell::Number(-37.5)),
    (
        2,
        Cell::Date {
            serial: 45_000.25,
            is_1904: false,
        },
    ),
    (
        3,
        Cell::Date {
            serial: 1.0,
            is_1904: true,
        },
    ),
    (5, Cell::Bool(true)),
    (6, Cell::Error("#N/A")),
    (16_383, Cell::FormulaWithoutValue),
];

fn written(end: &Result<Fingerprint, Stop>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = FrameWriter::new(&mut bytes);
    writer.sheet(SheetHead {
        name: "Données",
        position: 3,
        hidden: true,
    });
    writer.row(14, true, &CELLS);
    writer.sheet_end(false);
    writer.finish(end).unwrap();
    bytes
}

#[test]
fn what_is_written_is_read_again() {
    let fingerprint = Fingerprint::of(b"x");
    let bytes = written(&Ok(fingerprint.clone()));
    let mut reader = FrameReader::new(bytes.as_slice()).unwrap();
    assert_eq!(
        reader.next(),
        Ok(Frame::Sheet {
            name: "Données",
            position: 3,
            hidden: true
        })
    );
    assert_eq!(
        reader.next(),
        Ok(Frame::Row {
            number: 14,
            hidden: true,
            cells: CELLS.to_vec()
        })
    );
    assert_eq!(reader.next(), Ok(Frame::SheetEnd { complete: false }));
    assert_eq!(reader.next(), Ok(Frame::Finished(fingerprint)));
    assert_eq!(reader.next(), Err(StreamEnd::Broken));
}

#[test]
fn a_stop_is_read_again() {
    for stop in [
        Stop::Encrypted,
        Stop::Changed,
        Stop::Excess(Excess::Rows),
        Stop::Excess(Excess::ClaimedStrings),
    ] {
        let bytes = written(&Err(stop));
        let mut reader = FrameReader::new(bytes.as_slice()).unwrap();
        for _ in 0..3 {
            reader.next().unwrap();
        }
        assert_eq!(reader.next(), Ok(Frame::Stopped(stop)));
    }
}

#[test]
fn every_truncation_is_broken_and_never_finished() {
    let bytes = written(&Ok(Fingerprint::of(b"x")));
    for length in 0..bytes.len() {
        let Ok(mut reader) = FrameReader::new(&bytes[..length]) else {
            continue;
        };
        let end = loop {
            match reader.next() {
                Ok(Frame::Finished(_)) => panic!("finished at {length}"),
                Ok(_) => {}
                Err(end) => break end,
            }
        };
        assert_eq!(end, StreamEnd::Broken);
    }
}

#[test]
fn a_length_beyond_reason_is_broken() {
    let mut bytes = crate::intake::frames::HEAD.to_vec();
    bytes.extend([b'R', 0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(
        FrameReader::new(bytes.as_slice()).unwrap().next(),
        Err(StreamEnd::Broken)
    );
}

#[test]
fn a_row_with_a_blank_cell_or_with_columns_that_do_not_rise_is_broken() {
    let text = |column, text| (column, Cell::Text(text));
    for (cells, is_read) in [
        ([text(0, "a"), text(1, "b")], true),
        ([text(0, "a"), text(1, " \u{a0}")], false),
        ([text(0, ""), text(1, "b")], false),
        ([text(1, "a"), text(1, "b")], false),
    ] {
        let mut bytes = Vec::new();
        let mut writer = FrameWriter::new(&mut bytes);
        writer.row(1, false, &cells);
        writer.finish(&Err(Stop::Changed)).unwrap();
        let row = FrameReader::new(bytes.as_slice()).unwrap().next().is_ok();
        assert_eq!(row, is_read, "{cells:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_come_to_an_end(mut tail in proptest::collection::vec(any::<u8>(), 0..300), letter in "[SREXZ]") {
        let mut bytes = crate::intake::frames::HEAD.to_vec();
        bytes.extend(letter.as_bytes());
        bytes.extend(u32::try_from(tail.len()).unwrap().to_le_bytes());
        bytes.append(&mut tail);
        let mut reader = FrameReader::new(bytes.as_slice()).unwrap();
        while reader.next().is_ok() {}
    }
}
