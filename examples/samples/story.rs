//! Writes what the samples show and what must come out: for a reviewer as a page, for the tests as CSV.

use crate::Outcome;
use crate::model::Scenario;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// One set of clients under its name.
pub struct Set {
    /// Folder under `samples/`.
    pub name: &'static str,
    /// What the set is for.
    pub purpose: &'static str,
    /// The clients.
    pub clients: Vec<Scenario>,
}

/// The page for a reviewer.
pub fn page(path: &Path, title: &str, sets: &[Set]) -> Outcome {
    let mut text = format!(
        "# {title}\n\nEvery person, employer and school is invented. Judged on 2026-11-22. Written by `cargo run --release --example samples`; \
         the expectations are read off the law by hand, not off the program.\n"
    );
    for set in sets {
        write!(text, "\n## {}\n\n{}\n\n", set.name, set.purpose)?;
        text.push_str("| id | client | what it shows | expected |\n|---|---|---|---|\n");
        for client in &set.clients {
            let (family, given) = client.name;
            writeln!(
                text,
                "| {} | {given} {family} | {} | {} |",
                client.id,
                client.story,
                expected(client)
            )?;
        }
    }
    File::create(path)?.write_all(text.as_bytes())?;
    Ok(())
}

/// The expectations in words.
fn expected(client: &Scenario) -> String {
    let mut parts = vec![format!("**{}**", client.outcome)];
    for row in client.expect {
        let mut notes = Vec::new();
        if !row.found.is_empty() {
            let upto = if row.at_most.is_empty() || row.at_most == row.found {
                String::new()
            } else {
                format!(" to {}", row.at_most)
            };
            notes.push(format!("{}{upto}", row.found));
        }
        let lists = [row.reasons, row.advisories, row.assumptions];
        notes.extend(
            lists
                .into_iter()
                .flat_map(|list| list.split(';'))
                .filter(|one| !one.is_empty() && *one != "*" && *one != "no_study_records")
                .map(|one| format!("`{one}`")),
        );
        let notes = if notes.is_empty() {
            String::new()
        } else {
            format!(" ({})", notes.join(", "))
        };
        let point = if row.point == "today" {
            String::new()
        } else {
            format!("{}: ", row.point)
        };
        parts.push(format!("{point}{} {}{notes}", row.requirement, row.outcome));
    }
    parts.join("; ")
}

/// The expectations for the tests.
pub fn expectations(path: &Path, sets: &[Set]) -> Outcome {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record([
        "set",
        "applicant_id",
        "applicant_outcome",
        "ledger_reasons",
        "assessment_point",
        "requirement",
        "outcome",
        "found",
        "found_at_most",
        "reasons",
        "advisories",
        "assumptions",
    ])?;
    for set in sets {
        for client in &set.clients {
            for row in client.expect {
                writer.write_record([
                    set.name,
                    client.id,
                    client.outcome,
                    client.ledger,
                    row.point,
                    row.requirement,
                    row.outcome,
                    row.found,
                    row.at_most,
                    row.reasons,
                    row.advisories,
                    row.assumptions,
                ])?;
            }
        }
    }
    writer.flush()?;
    Ok(())
}
