//! The ledger of one point: whole, in order, and exact to the last fraction of an hour.

use landed::calendar::{Day, Period};
use landed::casefile::CaseFile;
use landed::law::Hours;
use landed::records::EndDate;
use landed::requirements::{LedgerLine, PointAssessment, Treatment};

/// Checks every line against its record, and the sums against what is shown.
pub(crate) fn exact(point: &PointAssessment, case: &CaseFile) {
    let ledger = &point.ledger;
    assert!(
        ledger.is_sorted_by_key(|line| (line.record, line.period.first())),
        "lines out of order"
    );
    for (number, row) in case.employment.iter().enumerate() {
        let of_record: Vec<&LedgerLine> =
            ledger.iter().filter(|line| line.record == number).collect();
        for pair in of_record.windows(2) {
            assert_eq!(
                pair[0].period.last().next(),
                pair[1].period.first(),
                "a hole, or a day twice"
            );
        }
        let first = of_record.first().map(|line| line.period.first());
        let last = of_record.last().map(|line| line.period.last());
        if let Some((first, last)) = first.zip(last) {
            assert_eq!(first, row.facts.start.earliest, "the first day of {row:?}");
            if let EndDate::On(end) = row.facts.end {
                assert_eq!(last, end.latest, "the last day of {row:?}");
            }
        } else {
            // Only what goes on, from the day of the run or later, covers no day.
            assert!(
                !matches!(row.facts.end, EndDate::On(_)),
                "no line for {row:?}"
            );
        }
    }
    assert!(
        ledger
            .iter()
            .all(|line| line.record < case.employment.len())
    );
    let Some(counted) = &point.explained.hours_counted else {
        return;
    };
    ledger.iter().for_each(line);
    let mut sums = [Hours::ZERO, Hours::ZERO];
    for line in ledger {
        sums[0] = sums[0].plus(&line.hours_counted);
        sums[1] = sums[1]
            .plus(&line.hours_counted)
            .plus(&line.hours_uncertain);
    }
    assert_eq!(sums[0], *counted, "the counted hours do not add up");
    if let Some(most) = &point.explained.hours_at_most {
        assert_eq!(sums[1], *most, "the possible hours do not add up");
    }
    cap(ledger);
}

fn line(line: &LedgerLine) {
    let hours = [
        &line.hours_counted,
        &line.hours_uncertain,
        &line.hours_over_cap,
    ];
    assert!(hours.iter().all(|hours| !hours.is_negative()), "{line:?}");
    let nothing = |hours: &Hours| hours.is_zero();
    match line.treatment {
        Treatment::Counted => assert!(line.reasons.is_empty(), "{line:?}"),
        Treatment::Uncertain => assert!(
            !line.reasons.is_empty() && nothing(&line.hours_counted),
            "{line:?}"
        ),
        Treatment::Excluded => {
            assert!(
                !line.reasons.is_empty() && hours.iter().all(|one| nothing(one)),
                "{line:?}"
            );
        }
    }
    let Some((low, high)) = &line.hours_per_week else {
        return;
    };
    assert!(low <= high, "{line:?}");
    if line.treatment != Treatment::Excluded {
        let days = i64::from(line.period.days());
        let all = line
            .hours_counted
            .plus(&line.hours_uncertain)
            .plus(&line.hours_over_cap);
        assert_eq!(
            all,
            high.times(days, 7),
            "hours of the week, re-added: {line:?}"
        );
    }
}

/// No day carries more than its share of the weekly cap.
fn cap(ledger: &[LedgerLine]) {
    let mut borders: Vec<Day> = ledger
        .iter()
        .flat_map(|line| [line.period.first(), line.period.last().next()])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    for pair in borders.windows(2) {
        let Some(stretch) = Period::new(pair[0], pair[1].previous()) else {
            continue;
        };
        // Lines are joined over stretches of different shares, so their hours bound this stretch only where they are within it.
        let within = ledger.iter().filter(|line| line.period == stretch);
        let sum = within.fold(Hours::ZERO, |sum, line| {
            sum.plus(&line.hours_counted).plus(&line.hours_uncertain)
        });
        let most = Hours::whole(30).times(i64::from(stretch.days()), 7);
        assert!(sum <= most, "{sum} hours in {stretch:?}");
    }
    let all = borders.first().zip(borders.last());
    if let Some(all) = all.and_then(|(first, end)| Period::new(*first, end.previous())) {
        let sum = ledger.iter().fold(Hours::ZERO, |sum, line| {
            sum.plus(&line.hours_counted).plus(&line.hours_uncertain)
        });
        assert!(sum <= Hours::whole(30).times(i64::from(all.days()), 7));
    }
}
