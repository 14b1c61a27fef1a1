//! The samples: what the program publishes for them, against what was written down by hand and what was published before.
//!
//! `samples/expected/scenarios.csv` holds what must come out by the reading of the law; the folders beside it hold whole outputs.
//! With `UPDATE_SAMPLES=1` the folders are written anew; look at the difference before keeping it.

use crate::firm::{AS_OF, landed, quick_folder};
use landed::finding::{Advisory, ApplicantOutcome, Assumption, Outcome, Reason};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A sample: its folder of expected output, what is read, the configuration beside it, the exit status.
struct Sample {
    name: &'static str,
    input: &'static str,
    config: Option<&'static str>,
    status: i32,
}

const fn sample(name: &'static str, input: &'static str, status: i32) -> Sample {
    Sample {
        name,
        input,
        config: None,
        status,
    }
}

const SAMPLES: [Sample; 10] = [
    sample("firm", "firm/firm.xlsx", 3),
    sample("csv", "csv", 3),
    sample("clients", "clients", 0),
    sample("hostile", "hostile", 3),
    sample("partial/no-absences", "partial/no-absences", 0),
    sample("partial/payroll-only", "partial/payroll-only", 0),
    sample("partial/no-employment", "partial/no-employment", 0),
    sample("partial/no-language", "partial/no-language", 0),
    Sample {
        config: Some("partial/vouched.toml"),
        ..sample("partial/vouched", "partial/vouched", 0)
    },
    Sample {
        config: Some("partial/no-permits-vouched.toml"),
        ..sample(
            "partial/no-permits-vouched",
            "partial/no-permits-vouched",
            0,
        )
    },
];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// A row of a CSV by its headings.
type Line = BTreeMap<String, String>;

/// The files of an output that are compared, by their path in it.
struct Published(BTreeMap<String, Vec<u8>>);

impl Sample {
    fn run(&self) -> Published {
        let folder = quick_folder();
        let out = folder.path().join("out");
        let mut command = landed();
        command.arg("run").arg(samples().join(self.input));
        command
            .args(["--as-of", AS_OF, "--quiet", "--out"])
            .arg(&out);
        if let Some(config) = self.config {
            command.arg("--config").arg(samples().join(config));
        }
        let output = command.current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(self.status),
            "{}: {said}",
            self.name
        );
        Published::read(&out)
    }

    fn named(name: &str) -> &'static Self {
        SAMPLES.iter().find(|sample| sample.name == name).unwrap()
    }
}

impl Published {
    fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for name in ["summary.csv", "horizon.csv", "watchlist.csv", "issues.csv"] {
            if let Ok(bytes) = fs::read(folder.join(name)) {
                files.insert(name.to_owned(), bytes);
            }
        }
        for part in ["eligibility", "ledger"] {
            for entry in fs::read_dir(folder.join(part)).into_iter().flatten() {
                let entry = entry.unwrap();
                let name = format!("{part}/{}", entry.file_name().to_str().unwrap());
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
        Self(files)
    }

    fn lines(&self, name: &str) -> Vec<Line> {
        let bytes = self.0[name].as_slice();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::Reader::from_reader(bytes);
        reader.deserialize().map(Result::unwrap).collect()
    }

    /// Per applicant: the row of the summary, the eligibility rows, the ledger.
    fn applicants(&self) -> BTreeMap<String, (Line, Vec<Line>, Vec<Line>)> {
        let one = |line: Line| {
            let eligibility = self.lines(&line["eligibility_file"]);
            let ledger = self.lines(&line["ledger_file"]);
            (line["applicant_id"].clone(), (line, eligibility, ledger))
        };
        self.lines("summary.csv").into_iter().map(one).collect()
    }

    fn store(&self, folder: &Path) {
        let _ = fs::remove_dir_all(folder);
        for (name, bytes) in &self.0 {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::copy(bytes_as_file(bytes).path(), path).unwrap();
        }
    }
}

fn bytes_as_file(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
    file
}

fn list(text: &str) -> BTreeSet<String> {
    let parts = text.split(';').filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[test]
fn what_is_published_is_what_was_published_before() {
    for sample in &SAMPLES {
        let published = sample.run();
        let expected = samples().join("expected").join(sample.name);
        if std::env::var_os("UPDATE_SAMPLES").is_some() {
            published.store(&expected);
            continue;
        }
        let expected = Published::read(&expected);
        let names = |published: &Published| published.0.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&published), names(&expected), "{}", sample.name);
        for (name, bytes) in &expected.0 {
            let now = String::from_utf8_lossy(&published.0[name]);
            let before = String::from_utf8_lossy(bytes);
            assert_eq!(now, before, "{}: {name}", sample.name);
        }
    }
}

/// What is expected of a requirement that a scenario does not list.
fn usual(requirement: &str) -> Option<Outcome> {
    match requirement {
        "residence_outside_quebec" => Some(Outcome::Met),
        // Where there is an invitation to judge, the scenario lists the row.
        "occupational_duties" | "admissibility" | "invitation_window" => Some(Outcome::NotAssessed),
        "education" => Some(Outcome::NotRequired),
        _ => None,
    }
}

/// One expected row against the row published; says what differs.
fn differences(expected: &Line, row: &Line) -> Vec<String> {
    let mut differ = Vec::new();
    let mut compare = |column: &str, agrees: bool| {
        if !agrees {
            differ.push(format!(
                "{column} is {} and should be {}",
                row[column], expected[column]
            ));
        }
    };
    compare("outcome", expected["outcome"] == row["outcome"]);
    for column in ["found", "found_at_most"] {
        compare(
            column,
            expected[column].is_empty() || expected[column] == row[column],
        );
    }
    compare(
        "reasons",
        list(&expected["reasons"]).is_subset(&list(&row["reasons"])),
    );
    compare(
        "advisories",
        list(&expected["advisories"]) == list(&row["advisories"]),
    );
    let any = expected["assumptions"] == "*";
    compare(
        "assumptions",
        any || list(&expected["assumptions"]) == list(&row["assumptions"]),
    );
    differ
}

/// What differs in the applicant's outcome and in the reasons of the ledger.
fn outcome_and_ledger(
    expected: &[Line],
    (summary, _, ledger): &(Line, Vec<Line>, Vec<Line>),
) -> Vec<String> {
    let mut wrong = Vec::new();
    if summary["outcome"] != expected[0]["applicant_outcome"] {
        wrong.push(format!("outcome is {}", summary["outcome"]));
    }
    let in_ledger: BTreeSet<String> = ledger
        .iter()
        .flat_map(|line| list(&line["reasons"]))
        .collect();
    for reason in list(&expected[0]["ledger_reasons"]).difference(&in_ledger) {
        wrong.push(format!("the ledger lacks {reason}"));
    }
    wrong
}

/// What differs in the eligibility rows, those that the scenario does not list included.
fn eligibility(expected: &[Line], published: &[Line]) -> Vec<String> {
    let same_row = |one: &Line, other: &Line| {
        one["assessment_point"] == other["assessment_point"]
            && one["requirement"] == other["requirement"]
    };
    let name = |line: &Line| format!("{} {}", line["assessment_point"], line["requirement"]);
    let mut wrong = Vec::new();
    for line in expected {
        let row = published.iter().find(|row| same_row(line, row));
        let what = row.map_or_else(
            || vec!["no such row".to_owned()],
            |row| differences(line, row),
        );
        wrong.extend(
            what.into_iter()
                .map(|what| format!("{}: {what}", name(line))),
        );
    }
    for row in published {
        if expected.iter().any(|line| same_row(line, row)) {
            continue;
        }
        let elsewhere = expected
            .iter()
            .find(|line| line["requirement"] == row["requirement"]);
        let should = elsewhere
            .map(|line| line["outcome"].as_str())
            .or(usual(&row["requirement"]).map(Outcome::id));
        if should != Some(row["outcome"].as_str()) {
            wrong.push(format!("{} is {}", name(row), row["outcome"]));
        }
    }
    wrong
}

#[test]
fn every_scenario_comes_out_as_written_by_hand() {
    let scenarios = Published(BTreeMap::from([(
        "scenarios.csv".to_owned(),
        fs::read(samples().join("expected/scenarios.csv")).unwrap(),
    )]));
    let mut by_set: BTreeMap<String, BTreeMap<String, Vec<Line>>> = BTreeMap::new();
    for line in scenarios.lines("scenarios.csv") {
        let clients = by_set.entry(line["set"].clone()).or_default();
        clients
            .entry(line["applicant_id"].clone())
            .or_default()
            .push(line);
    }
    let mut wrong = Vec::new();
    for (set, clients) in by_set {
        let applicants = Sample::named(&set).run().applicants();
        let ids = |ids: Vec<&String>| ids.into_iter().cloned().collect::<Vec<_>>();
        assert_eq!(
            ids(applicants.keys().collect()),
            ids(clients.keys().collect()),
            "{set}"
        );
        for (id, expected) in clients {
            let applicant = &applicants[&id];
            let what = outcome_and_ledger(&expected, applicant)
                .into_iter()
                .chain(eligibility(&expected, &applicant.1));
            wrong.extend(what.map(|what| format!("{set} {id}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_three_forms_of_the_firms_data_give_the_same_results() {
    let without = |lines: &[Line], column: &str| {
        let mut lines = lines.to_vec();
        for line in &mut lines {
            line.remove(column);
        }
        lines
    };
    let firm = Sample::named("firm").run().applicants();
    let csv = Sample::named("csv").run().applicants();
    assert!(firm.keys().eq(csv.keys()));
    let clients = Sample::named("clients").run().applicants();
    assert_eq!(clients.len(), 12);
    for (id, (summary, eligibility, ledger)) in csv.iter().chain(&clients) {
        let (firm_summary, firm_eligibility, firm_ledger) = &firm[id];
        assert_eq!(summary, firm_summary);
        assert_eq!(
            without(eligibility, "evidence"),
            without(firm_eligibility, "evidence"),
            "{id}"
        );
        assert_eq!(
            without(ledger, "source"),
            without(firm_ledger, "source"),
            "{id}"
        );
    }
}

#[test]
fn every_reason_advisory_assumption_outcome_and_edition_occurs() {
    let mut seen: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for sample in SAMPLES.iter().filter(|sample| sample.name != "hostile") {
        for (summary, eligibility, ledger) in sample.run().applicants().into_values() {
            let mut note = |what, text: &str| seen.entry(what).or_default().extend(list(text));
            note("applicant", &summary["outcome"]);
            for row in &eligibility {
                note("outcome", &row["outcome"]);
                note("reason", &row["reasons"]);
                note("advisory", &row["advisories"]);
                note("assumption", &row["assumptions"]);
                note("edition", &row["edition"]);
            }
            for line in &ledger {
                note("reason", &line["reasons"]);
            }
        }
    }
    let missing = |what: &str, all: Vec<&str>| {
        let absent = |id: &&str| !seen[what].contains(*id);
        all.into_iter()
            .filter(absent)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let none = Vec::<String>::new();
    assert_eq!(
        missing("reason", Reason::ALL.map(Reason::id).to_vec()),
        ["internal_fault"]
    );
    assert_eq!(
        missing("advisory", Advisory::ALL.map(Advisory::id).to_vec()),
        none
    );
    assert_eq!(
        missing("assumption", Assumption::ALL.map(Assumption::id).to_vec()),
        none
    );
    assert_eq!(
        missing("outcome", Outcome::ALL.map(Outcome::id).to_vec()),
        none
    );
    assert_eq!(
        missing(
            "applicant",
            ApplicantOutcome::ALL.map(ApplicantOutcome::id).to_vec()
        ),
        none
    );
    assert_eq!(seen["edition"].len(), 7);
}

#[test]
fn hostile_text_stays_text_and_hostile_names_stay_in_their_folder() {
    let published = Sample::named("hostile").run();
    for name in published.0.keys() {
        let harmless = |letter: char| letter.is_ascii_alphanumeric() || "-_.%/".contains(letter);
        assert!(name.chars().all(harmless), "{name}");
        for line in published.lines(name) {
            for (column, value) in line {
                assert!(
                    !value.starts_with(['=', '+', '@', '\t', '\r']),
                    "{name}: {column} is {value:?}"
                );
            }
        }
    }
    assert_eq!(published.applicants().len(), 8);
    let codes: BTreeSet<String> = published
        .lines("issues.csv")
        .into_iter()
        .map(|line| line["code"].clone())
        .collect();
    for code in [
        "file_unreadable",
        "file_type_unknown",
        "file_skipped",
        "applicant_id_missing",
        "table_unknown",
    ] {
        assert!(codes.contains(code), "{code}");
    }
}
