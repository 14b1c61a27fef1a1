//! The language of `landed whatif --set`: which cell is to say what.

use crate::audit::what_if::Edit;
use crate::cli::nearest::nearest;
use crate::provenance::Table;

/// An edit that is not understood.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditUnclear {
    /// It has another form.
    #[error("--set {0}: write TABLE[N].COLUMN=VALUE or TABLE+={{COLUMN=VALUE, ...}}")]
    Form(String),
    /// There is no such table.
    #[error("--set: there is no table `{name}`{advice}")]
    Table {
        /// As it was written.
        name: String,
        /// The nearest one, or all.
        advice: String,
    },
    /// There is no such column.
    #[error("--set: {table} has no column `{name}`{advice}")]
    Column {
        /// In which table.
        table: Table,
        /// As it was written.
        name: String,
        /// The nearest one, or all.
        advice: String,
    },
    /// The id is what the rows are found by.
    #[error("--set: applicant_id cannot be set; each row is that of the applicant named")]
    Id,
    /// One row has one cell per column.
    #[error("--set: {0} is given twice")]
    Twice(&'static str),
}

/// The edit that a text asks for.
pub fn edit(text: &str) -> Result<Edit, EditUnclear> {
    let form = || EditUnclear::Form(text.to_owned());
    let (target, value) = text.split_once('=').ok_or_else(form)?;
    let target = target.trim();
    if let Some(name) = target.strip_suffix('+') {
        let table = table(name.trim())?;
        return Ok(Edit::Row {
            table,
            cells: cells(table, value.trim()).ok_or_else(form)??,
        });
    }
    let (row, name) = target.split_once('.').ok_or_else(form)?;
    let (name_of_table, number) = match row.split_once('[') {
        None => (row, None),
        Some((table, number)) => {
            let number = number.strip_suffix(']').map(str::parse);
            let number = number.and_then(Result::ok).ok_or_else(form)?;
            (table, Some(number))
        }
    };
    let table = table(name_of_table.trim())?;
    Ok(Edit::Cell {
        table,
        row: number,
        column: column(table, name.trim())?,
        value: value.trim().to_owned(),
    })
}

fn table(name: &str) -> Result<Table, EditUnclear> {
    Table::from_name(name).ok_or_else(|| EditUnclear::Table {
        name: name.to_owned(),
        advice: advice(name, &Table::ALL.map(Table::name)),
    })
}

fn column(table: Table, name: &str) -> Result<&'static str, EditUnclear> {
    let all = table.columns();
    let found = all.iter().find(|column| **column == name);
    match found {
        Some(&"applicant_id") => Err(EditUnclear::Id),
        Some(column) => Ok(column),
        None => Err(EditUnclear::Column {
            table,
            name: name.to_owned(),
            advice: advice(name, all),
        }),
    }
}

fn advice(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!(": did you mean `{near}`? (known: {})", known.join(", ")),
        None => format!(" (known: {})", known.join(", ")),
    }
}

type Cells = Vec<(&'static str, String)>;

/// The cells of a row, in braces or not; nothing if the form is another one.
fn cells(table: Table, text: &str) -> Option<Result<Cells, EditUnclear>> {
    let inner = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}')?,
        None => text,
    };
    let mut cells = Cells::new();
    let mut rest = inner.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (value, next) = quoted.split_once('"')?;
                let next = next.trim_start();
                let next = if next.is_empty() {
                    next
                } else {
                    next.strip_prefix(',')?
                };
                (value, next)
            }
            None => after.split_once(',').unwrap_or((after, "")),
        };
        let name = match column(table, name.trim()) {
            Ok(name) => name,
            Err(unclear) => return Some(Err(unclear)),
        };
        if cells.iter().any(|(one, _)| *one == name) {
            return Some(Err(EditUnclear::Twice(name)));
        }
        cells.push((name, value.trim().to_owned()));
        rest = next.trim();
    }
    (!cells.is_empty()).then_some(Ok(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: Option<usize>, value: &str) -> Edit {
        Edit::Cell {
            table: Table::Employment,
            row,
            column: "employer",
            value: value.to_owned(),
        }
    }

    #[test]
    fn cells_and_rows_are_understood() {
        let good = [
            (
                "employment[2].employer=Acme, Inc. = x",
                cell(Some(2), "Acme, Inc. = x"),
            ),
            ("employment.employer=", cell(None, "")),
            (" employment[12].employer = A ", cell(Some(12), "A")),
        ];
        for (text, expected) in good {
            assert_eq!(edit(text), Ok(expected), "{text}");
        }
        let row = |text: &str| match edit(text) {
            Ok(Edit::Row { cells, .. }) => cells,
            other => panic!("{text}: {other:?}"),
        };
        let expected = [
            ("employer", "Acme, Inc."),
            ("end_date", ""),
            ("noc_code", "21232"),
        ];
        let expected = expected.map(|(name, value)| (name, value.to_owned()));
        for text in [
            "employment+={employer=\"Acme, Inc.\", end_date=, noc_code=21232}",
            "employment += employer=\"Acme, Inc.\" ,end_date=\"\",noc_code = 21232",
        ] {
            assert_eq!(row(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_names_what_is_known() {
        let fault = |text: &str| edit(text).unwrap_err().to_string();
        for text in [
            "employment[2]",
            "employment=3",
            "employment[x].employer=A",
            "employment[2.employer=A",
            "employment[-1].employer=A",
            "employment+={employer=A",
            "employment+={}",
            "employment+={employer}",
            "employment+={employer=\"A\" b}",
        ] {
            assert!(
                fault(text).contains("write TABLE[N].COLUMN=VALUE"),
                "{text}"
            );
        }
        let table = fault("employmnt[1].employer=A");
        assert!(table.contains("did you mean `employment`?"), "{table}");
        assert!(table.contains("language_tests"), "{table}");
        let column = fault("employment[1].hours=A");
        assert!(
            column.contains("did you mean `hours_per_week`?"),
            "{column}"
        );
        assert_eq!(edit("permits[1].applicant_id=A"), Err(EditUnclear::Id));
        let twice = edit("permits+={permit_type=pgwp, permit_type=x}");
        assert_eq!(twice, Err(EditUnclear::Twice("permit_type")));
    }
}
