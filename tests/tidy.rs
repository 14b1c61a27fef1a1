//! Proves what the house promises of its own source: who uses whom, who touches the outside, how long things are, and that every
//! number, reason and dependency has its address.
//!
//! It reads the source as text with strings and comments blanked out, and test modules left out.
#![expect(
    clippy::expect_used,
    clippy::string_slice,
    reason = "a test that meets the unexpected must fail loudly"
)]

use landed::finding::{Advisory, Assumption, Reason};
use landed::law::Law;
use landed::requirements::Requirement;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, in reading order: a room uses only rooms above it.
const ROOMS: [&str; 17] = [
    "calendar",
    "provenance",
    "law",
    "finding",
    "intake",
    "recognition",
    "records",
    "casefile",
    "authorization",
    "experience",
    "language",
    "requirements",
    "horizon",
    "report",
    "audit",
    "run",
    "cli",
];

/// Rooms in which a legal number must come from the law book.
const RULES: [&str; 4] = ["authorization", "experience", "language", "requirements"];

/// Numbers of the law that a rule must read from an edition or a dated value, whatever they would mean there.
const LEGAL_NUMBERS: [u64; 17] = [
    12, 14, 20, 24, 30, 36, 60, 90, 168, 180, 300, 360, 364, 365, 450, 699, 1560,
];

/// Files that may be longer than 400 lines (test modules apart): (path, reason).
const LONG_FILES: [(&str, &str); 0] = [];

/// Functions that may be longer than 60 lines: (path, name, reason).
const LONG_FUNCTIONS: [(&str, &str, &str); 6] = [
    (
        "provenance/table.rs",
        "columns",
        "one line per column of the contract",
    ),
    ("finding/reason.rs", "sentence", "one sentence per reason"),
    (
        "report/words/french_reasons.rs",
        "reason_sentence",
        "one sentence per reason",
    ),
    (
        "report/words/english_questions.rs",
        "question",
        "one question per reason",
    ),
    (
        "report/words/french_questions.rs",
        "question",
        "one question per reason",
    ),
    (
        "report/words/french_problems.rs",
        "problem_meaning",
        "one sentence per code",
    ),
];

/// One source file.
struct Source {
    /// Path within `src`, with forward slashes.
    path: String,
    /// As it stands.
    text: String,
    /// With strings and comments blanked out, and without its test modules; line by line as in `text`.
    code: String,
}

impl Source {
    /// The room that it belongs to; `None` for `lib.rs` and `main.rs`.
    fn room(&self) -> Option<&str> {
        self.path.split_once('/').map(|(room, _)| room)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let source = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("source is readable");
        let name = path
            .strip_prefix(&src)
            .expect("a file of src")
            .to_string_lossy()
            .replace('\\', "/");
        Source {
            code: without_tests(&blanked(&text)),
            path: name,
            text,
        }
    };
    // A file named tests.rs is a test module of its own (`#[cfg(test)] mod tests;`).
    let of_code = |path: &PathBuf| path.file_name().is_some_and(|name| name != "tests.rs");
    files(&src, "rs")
        .into_iter()
        .filter(of_code)
        .map(source)
        .collect()
}

/// The text with every string, character and comment blanked out; line breaks stay.
fn blanked(text: &str) -> String {
    let c: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let at = |i: usize| c.get(i).copied().unwrap_or('\0');
    let blank = |out: &mut String, c: char| out.push(if c == '\n' { '\n' } else { ' ' });
    let mut i = 0;
    while i < c.len() {
        let raw = at(i) == 'r' && !(i > 0 && (at(i - 1).is_alphanumeric() || at(i - 1) == '_'));
        let hashes = (i + 1..c.len()).take_while(|j| at(*j) == '#').count();
        let end = if at(i) == '/' && at(i + 1) == '/' {
            (i..c.len()).find(|j| at(*j) == '\n').unwrap_or(c.len())
        } else if at(i) == '/' && at(i + 1) == '*' {
            (i + 2..c.len())
                .find(|j| at(*j) == '*' && at(j + 1) == '/')
                .map_or(c.len(), |j| j + 2)
        } else if raw && at(i + 1 + hashes) == '"' {
            let closes = |j: &usize| at(*j) == '"' && (1..=hashes).all(|n| at(j + n) == '#');
            (i + 2 + hashes..c.len())
                .find(closes)
                .map_or(c.len(), |j| j + 1 + hashes)
        } else if at(i) == '"' {
            let mut j = i + 1;
            while j < c.len() && at(j) != '"' {
                j += if at(j) == '\\' { 2 } else { 1 };
            }
            j + 1
        } else if at(i) == '\'' && at(i + 1) == '\\' {
            (i + 3..c.len())
                .find(|j| at(*j) == '\'')
                .map_or(c.len(), |j| j + 1)
        } else if at(i) == '\'' && at(i + 2) == '\'' {
            i + 3
        } else {
            out.push(at(i));
            i += 1;
            continue;
        };
        for j in i..end.min(c.len()) {
            blank(&mut out, at(j));
        }
        i = end;
    }
    out
}

/// The position after the block that opens at or after `from`.
fn end_of_block(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return from + at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return from + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The code without its `#[cfg(test)]` items; their lines stay, empty.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let end = end_of_block(&out, start + "#[cfg(test)]".len());
        let lines = out[start..end].matches('\n').count();
        out.replace_range(start..end, &"\n".repeat(lines));
    }
    out
}

/// Fails with all findings at once.
fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// The rooms named by `crate::<room>` and `use crate::{<room>, ...}`.
fn rooms_used(code: &str) -> BTreeSet<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if !rest.starts_with('{') {
            used.insert(word(rest));
            continue;
        }
        let group = &rest[1..end_of_block(rest, 0)];
        let mut depth = 0_usize;
        let mut part = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    used.insert(word(part.trim()));
                    part.clear();
                }
                _ if depth == 0 => part.push(c),
                _ => {}
            }
        }
        used.insert(word(part.trim()));
    }
    used
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let place = |room: &str| ROOMS.iter().position(|one| *one == room);
    let mut found = Vec::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        let Some(own) = place(room) else {
            found.push(format!("{}: {room} is not a room", source.path));
            continue;
        };
        for used in rooms_used(&source.code) {
            if place(&used).is_some_and(|used| own < used) {
                found.push(format!(
                    "{} uses {used}, which stands below {room}",
                    source.path
                ));
            }
        }
    }
    none("rooms used from above", &found);
}

#[test]
fn the_library_lists_its_rooms_in_reading_order() {
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let code = blanked(&library);
    let listed: Vec<&str> = code
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let in_order: Vec<&str> = ROOMS
        .into_iter()
        .filter(|room| listed.contains(room))
        .collect();
    assert_eq!(listed, in_order);
}

#[test]
fn each_file_begins_with_its_module_doc() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path.clone())
        .collect();
    none("files without a module doc first", &found);
}

/// Where a name stands as a whole word in a path.
fn names(code: &str, name: &str) -> bool {
    let before = |at: usize| code[..at].chars().next_back();
    code.match_indices(name).any(|(at, _)| {
        let after = code[at + name.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(before(at)) && !part(after)
    })
}

fn only(rooms: &[&str], words: &[&str]) {
    let mut found = Vec::new();
    for source in sources() {
        if source.room().is_some_and(|room| rooms.contains(&room)) {
            continue;
        }
        for word in words {
            if names(&source.code, word) {
                found.push(format!("{} names {word}", source.path));
            }
        }
    }
    none(&format!("only {rooms:?} may do this"), &found);
}

#[test]
fn only_intake_names_calamine() {
    only(&["intake"], &["calamine"]);
}

#[test]
fn only_intake_report_and_audit_touch_the_file_system() {
    let words = [
        "std::fs",
        "rustix::fs",
        "tempfile",
        "fs::read",
        "fs::write",
        "File::open",
        "File::create",
    ];
    only(&["intake", "report", "audit"], &words);
}

#[test]
fn only_run_and_intake_make_threads() {
    only(
        &["run", "intake"],
        &["rayon", "std::thread", "thread::spawn"],
    );
}

#[test]
fn only_run_makes_processes_and_reads_the_clock() {
    let words = [
        "process::Command",
        "Command::spawn",
        "SystemTime::now",
        "Instant::now",
        "Local::now",
        "Utc::now",
    ];
    only(&["run"], &words);
}

#[test]
fn each_requirement_reason_and_advisory_has_a_citation_that_exists() {
    let law = Law::book();
    let requirements = Requirement::ALL
        .into_iter()
        .map(|one| (one.id(), one.citation_key()));
    let reasons = Reason::ALL
        .into_iter()
        .map(|one| (one.id(), one.citation_key()));
    let advisories = Advisory::ALL
        .into_iter()
        .map(|one| (one.id(), one.citation_key()));
    let found: Vec<String> = requirements
        .chain(reasons)
        .chain(advisories)
        .filter(|(_, key)| law.find_citation(key).is_none())
        .map(|(id, key)| format!("{id}: {key}"))
        .collect();
    none("citations that do not exist", &found);
}

#[test]
fn each_requirement_reason_advisory_and_assumption_has_a_case() {
    let cases: String = files(&root().join("tests/rules"), "toml")
        .iter()
        .map(|path| fs::read_to_string(path).expect("a file of cases"))
        .collect();
    let quoted = |id: &&str| !cases.contains(&format!("\"{id}\""));
    let requirement = |id: &&str| !cases.contains(&format!(".{id} = {{"));
    let mut found: Vec<&str> = Requirement::ALL
        .map(Requirement::id)
        .into_iter()
        .filter(requirement)
        .collect();
    let reasons = Reason::ALL
        .into_iter()
        .filter(|one| *one != Reason::InternalFault)
        .map(Reason::id);
    found.extend(reasons.filter(quoted));
    found.extend(Advisory::ALL.map(Advisory::id).into_iter().filter(quoted));
    found.extend(
        Assumption::ALL
            .map(Assumption::id)
            .into_iter()
            .filter(quoted),
    );
    assert!(found.is_empty(), "no case in tests/rules names {found:?}");
}

/// Files that hold no rule of law of their own: (path, reason).
const WITHOUT_RULES: [(&str, &str); 25] = [
    (
        "authorization/abroad.rs",
        "who was abroad: proved by maintained_status.toml",
    ),
    (
        "authorization/authority.rs",
        "the words of the ledger for what the timeline decides: proved by timeline.toml",
    ),
    (
        "authorization/doubts.rs",
        "a set of reasons and their order; its own test checks it",
    ),
    (
        "authorization/reading.rs",
        "reads the rows once for the rules beside it",
    ),
    (
        "experience/answers.rs",
        "collects what the gates say, in their order: proved by judged.toml",
    ),
    (
        "experience/breaks.rs",
        "break points, no rule; the naive model of tests/properties checks them",
    ),
    (
        "experience/course.rs",
        "sums by the judgement's own gates: proved by the horizon in tests/properties",
    ),
    (
        "experience/history.rs",
        "reads names and leaves once for the rules beside it",
    ),
    (
        "experience/interruptions.rs",
        "days on which gates need not be asked, no rule; the naive model of tests/properties checks them",
    ),
    ("experience/job.rs", "prepares a record for the gates"),
    ("experience/ledger.rs", "the shape of the ledger"),
    (
        "experience/pace.rs",
        "sums by the judgement's own gates: proved by the horizon in tests/properties",
    ),
    ("experience/question.rs", "what is asked"),
    (
        "experience/segments.rs",
        "cuts days at break points, no rule; the naive model of tests/properties checks it",
    ),
    (
        "experience/stretches.rs",
        "sums by the judgement's own gates: proved by the horizon in tests/properties",
    ),
    (
        "experience/sums.rs",
        "sums: proved by cap.toml and work_experience.toml",
    ),
    ("requirements/assessment.rs", "the shape of the result"),
    (
        "requirements/shown.rs",
        "how figures and sentences are written",
    ),
    (
        "requirements/judge.rs",
        "the order of the judgement: proved by point.toml and dates.toml",
    ),
    (
        "requirements/later.rs",
        "asks the rules beside it for later days: proved by the horizon in tests/properties",
    ),
    ("authorization/mod.rs", "lists the files of the room"),
    ("experience/mod.rs", "lists the files of the room"),
    ("experience/gates/mod.rs", "lists the gates"),
    ("language/mod.rs", "lists the files of the room"),
    ("requirements/mod.rs", "lists the files of the room"),
];

#[test]
fn each_rule_file_has_a_file_of_cases_at_the_same_path() {
    let missing: Vec<String> = sources()
        .iter()
        .filter(|source| source.room().is_some_and(|room| RULES.contains(&room)))
        .filter(|source| !WITHOUT_RULES.iter().any(|(path, _)| *path == source.path))
        .filter(|source| {
            let cases = root()
                .join("tests/rules")
                .join(&source.path)
                .with_extension("toml");
            !cases.exists()
        })
        .map(|source| source.path.clone())
        .collect();
    none("rules without a file of cases", &missing);
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let found: Vec<String> = sources()
        .iter()
        .map(|source| {
            (
                &source.path,
                source.text.lines().count() - lines_of_tests(source),
            )
        })
        .filter(|(path, lines)| 400 < *lines && !LONG_FILES.iter().any(|(one, _)| one == path))
        .map(|(path, lines)| format!("{path}: {lines}"))
        .collect();
    none("long files", &found);
}

/// How many lines the test modules of a file have.
fn lines_of_tests(source: &Source) -> usize {
    let mut code = blanked(&source.text);
    let mut lines = 0;
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = end_of_block(&code, start + "#[cfg(test)]".len());
        lines += code[start..end].matches('\n').count() + 1;
        code.replace_range(start..end, "");
    }
    lines
}

/// The functions of a file: name and number of lines from its signature to its closing brace.
fn functions(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let whole = !code[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || c == '_');
        let name: String = code[at + 3..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if whole && !name.is_empty() {
            let body = &code[at..end_of_block(code, at)];
            found.push((name, body.matches('\n').count() + 1));
        }
    }
    found
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let mut found = Vec::new();
    for source in sources() {
        for (name, lines) in functions(&source.code) {
            let excepted = LONG_FUNCTIONS
                .iter()
                .any(|(path, one, _)| *path == source.path && *one == name);
            if 60 < lines && !excepted {
                found.push(format!("{}: {name}: {lines}", source.path));
            }
        }
    }
    none("long functions", &found);
}

#[test]
fn each_exception_is_still_needed() {
    let all = sources();
    let found: Vec<String> = LONG_FUNCTIONS
        .iter()
        .filter(|(path, name, _)| {
            let source = all.iter().find(|source| source.path == *path);
            !source.is_some_and(|source| {
                functions(&source.code)
                    .iter()
                    .any(|(one, lines)| one == name && 60 < *lines)
            })
        })
        .map(|(path, name, _)| format!("{path}: {name}"))
        .collect();
    none("exceptions that can go", &found);
}

/// The integer literals of code, without suffix and underscores.
fn integers(code: &str) -> Vec<(usize, u64)> {
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let part_of_name = rest[..start]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || c == '_');
            let digits: String = rest[start..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            let plain = digits
                .split_once(['i', 'u'])
                .map_or(digits.as_str(), |(digits, _)| digits);
            if let (false, Ok(value)) = (part_of_name, plain.replace('_', "").parse()) {
                found.push((number + 1, value));
            }
            rest = &rest[start + digits.len()..];
        }
    }
    found
}

#[test]
fn no_bare_legal_number_stands_in_a_rule() {
    let mut found = Vec::new();
    for source in sources() {
        if source.room().is_some_and(|room| RULES.contains(&room)) {
            for (line, number) in integers(&source.code) {
                if LEGAL_NUMBERS.contains(&number) {
                    found.push(format!("{}:{line}: {number}", source.path));
                }
            }
        }
    }
    none("numbers of the law outside the law book", &found);
}

#[test]
fn nothing_is_left_to_do() {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("db", "g!"),
        concat!("unimpl", "emented!"),
    ];
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    none("left to do", &found);
}

#[test]
fn no_unsafe_code_and_no_catch_all_rooms() {
    let found: Vec<String> = sources()
        .iter()
        .filter(|source| {
            names(&source.code, "unsafe")
                || source
                    .path
                    .split('/')
                    .any(|part| part.starts_with("util") || part.starts_with("helper"))
        })
        .map(|source| source.path.clone())
        .collect();
    none("unsafe code, or a file that is named for nothing", &found);
}

#[test]
fn each_dependency_is_explained_in_the_architecture() {
    let Ok(architecture) = fs::read_to_string(root().join("ARCHITECTURE.md")) else {
        // Written before the release; from then on this holds.
        return;
    };
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .expect("Cargo.toml is readable")
        .parse()
        .expect("Cargo.toml is TOML");
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    let found: Vec<String> = tables
        .into_iter()
        .filter_map(|name| manifest.get(name)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .filter(|name| !names(&architecture, name))
        .collect();
    none("dependencies that ARCHITECTURE.md does not explain", &found);
}

#[test]
fn the_tools_of_this_test_see_what_they_should() {
    let code = blanked(
        "let a = \"fn x { 30 }\"; // 30\nlet b = 'x'; let c: &'static str = r#\"1560\"#; /* 90 */ let d = 36_u32;",
    );
    assert_eq!(integers(&code), [(2, 36)]);
    let tested =
        without_tests("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { 30 }\n}\nfn c() {}\n");
    assert_eq!(
        functions(&tested),
        [("a".to_owned(), 1), ("c".to_owned(), 1)]
    );
    assert_eq!(tested.lines().count(), 6);
    let used =
        rooms_used("use crate::law::Law; use crate::{calendar::{Day, Period}, finding::Reason};");
    assert_eq!(
        used.into_iter().collect::<Vec<_>>(),
        ["calendar", "finding", "law"]
    );
    assert!(names("use calamine::Xlsx;", "calamine") && !names("my_calamine_thing", "calamine"));
}
