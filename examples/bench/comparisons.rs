//! Each comparison of whole processes, by name.

use crate::bench::{Bench, Found, Pair, Row, both, rows, text};
use crate::child::{Measured, Refused, measure};
use crate::figures::{Ratio, mebibytes, median, middle, seconds};
use crate::{Outcome, line};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A comparison by its name.
pub type Comparison = (&'static str, fn(&Bench) -> Outcome<Vec<Row>>);

/// All of them, those that write most to the disk last.
pub const ALL: [Comparison; 15] = [
    ("sample", sample),
    ("xlsx-check", xlsx_check),
    ("xlsx-run", xlsx_run),
    ("xlsx-polars", xlsx_polars),
    ("csv-polars", csv_polars),
    ("csv-duckdb", csv_duckdb),
    ("csv-limit", csv_limit),
    ("csv-read", csv_read),
    ("small-check", small_check),
    ("small-limit", small_limit),
    ("small-run", small_run),
    ("threads", threads),
    ("order", order),
    ("million", million),
    ("again", again),
];

/// The goal of what is only shown.
const NONE: f64 = f64::INFINITY;

/// What a comparison is called, and what it should reach.
struct Title {
    name: &'static str,
    work: String,
    against: &'static str,
    goal: f64,
}

/// The files of a folder, in order.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// The row for two commands that were run in turn.
fn row(title: Title, pair: Pair, figure: fn(&Measured) -> f64, command: &[String]) -> Row {
    let (found, times) = match pair {
        Ok([a, b]) => {
            let pairs = a.iter().zip(&b).map(|(a, b)| (figure(a), figure(b)));
            (Found::Ratio(Ratio::of(pairs), title.goal), both(&a, &b))
        }
        Err(Refused(why)) => (Found::NotMeasured(why), String::new()),
    };
    Row {
        name: title.name,
        work: title.work,
        against: title.against.to_owned(),
        goal: if title.goal.is_finite() {
            format!("≤ {}", title.goal)
        } else {
            "none".to_owned()
        },
        found,
        times,
        command: command.join(" "),
    }
}

fn wall(measured: &Measured) -> f64 {
    measured.wall
}

fn cpu(measured: &Measured) -> f64 {
    measured.cpu
}

/// A figure of its own beside its goal.
fn figure(name: &'static str, work: String, goal: (&str, bool), found: String) -> Row {
    Row {
        name,
        work,
        against: "itself".to_owned(),
        goal: goal.0.to_owned(),
        found: Found::Figure(found, goal.1),
        times: String::new(),
        command: String::new(),
    }
}

fn sample(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(40, "xlsx", "random")?;
    let a = |out: &Path| bench.run(&book, out, &[]);
    let pair = bench.pair(bench.runs * 3, true, &a, &|_| line!["true"], &bench.ram)?;
    let work = "40 applicants as one workbook, whole process, into memory".to_owned();
    let Ok([a, b]) = pair else {
        return Ok(vec![]);
    };
    let more = median(a.iter().zip(&b).map(|(a, b)| a.wall - b.wall));
    let goal = ("≤ 50 ms more than `true`", more <= 0.05);
    Ok(vec![Row {
        against: "`true`".to_owned(),
        ..figure("sample", work, goal, format!("{} more", seconds(more)))
    }])
}

fn xlsx_check(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "xlsx", "random")?;
    let files = files(&book)?;
    let (a, b) = (
        |_: &Path| bench.check(&book),
        |_: &Path| bench.cells("1", &files),
    );
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "xlsx-check",
        work: format!(
            "one workbook, {} applicants: reading to typed rows, 2 threads",
            bench.sizes.large
        ),
        against: "calamine `worksheet_range` of all its sheets, one thread",
        goal: 0.18,
    };
    Ok(vec![row(title, pair, wall, &bench.check(&book))])
}

fn xlsx_run(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "xlsx", "random")?;
    let files = files(&book)?;
    let a = |out: &Path| bench.run(&book, out, &[]);
    let b = |_: &Path| bench.cells("1", &files);
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let own = match &pair {
        Ok([landed, _]) => memory(bench, "xlsx-memory", &book, landed, (400.0, 200.0))?,
        Err(_) => Vec::new(),
    };
    let title = Title {
        name: "xlsx-run",
        work: "the same, whole run into memory".to_owned(),
        against: "the same",
        goal: 0.25,
    };
    let mut rows = vec![row(title, pair, wall, &a(Path::new("OUT")))];
    rows.extend(own);
    Ok(rows)
}

/// Memory: bytes of its own per row of employment, and the peak.
fn memory(
    bench: &Bench,
    name: &'static str,
    book: &Path,
    runs: &[Measured],
    (most_own, most_peak): (f64, f64),
) -> Outcome<Vec<Row>> {
    let middle = middle(runs);
    let each = middle.own / rows(book, "employment")?;
    let what = book.strip_prefix(&bench.books)?.display().to_string();
    let own = (format!("≤ {most_own} B"), each <= most_own);
    let peak = (
        format!("≤ {most_peak} MiB"),
        middle.peak <= most_peak * 1_048_576.0,
    );
    Ok(vec![
        figure(
            name,
            format!("anonymous bytes per employment row at the peak, {what}"),
            (&own.0, own.1),
            format!("{each:.0} B"),
        ),
        figure(
            name,
            format!("peak resident memory, {what}"),
            (&peak.0, peak.1),
            mebibytes(middle.peak),
        ),
    ])
}

/// Against the script of an analyst.
fn against_script(
    bench: &Bench,
    (title, script): (Title, &str),
    input: &Path,
) -> Outcome<Vec<Row>> {
    let a = |out: &Path| bench.run(input, out, &[]);
    let pair = match bench.script(script, input, Path::new("OUT")) {
        Ok(_) => {
            let b = |out: &Path| bench.script(script, input, out).unwrap_or_default();
            bench.pair(bench.runs, true, &a, &b, &bench.ram)?
        }
        Err(why) => Err(Refused(why)),
    };
    Ok(vec![row(title, pair, wall, &a(Path::new("OUT")))])
}

fn xlsx_polars(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "xlsx", "random")?;
    let first = files(&book)?.into_iter().next().ok_or("no workbook")?;
    let title = Title {
        name: "xlsx-polars",
        work: "the same".to_owned(),
        against: "polars + fastexcel (one file each, simplified job)",
        goal: 0.2,
    };
    against_script(bench, (title, "peer_polars.py"), &first)
}

fn csv_polars(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "csv", "random")?;
    let title = Title {
        name: "csv-polars",
        work: format!(
            "CSV, {} applicants, whole run into memory",
            bench.sizes.large
        ),
        against: "polars (one file each, simplified job)",
        goal: 0.25,
    };
    against_script(bench, (title, "peer_polars.py"), &book)
}

fn csv_duckdb(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "csv", "random")?;
    let title = Title {
        name: "csv-duckdb",
        work: "the same".to_owned(),
        against: "DuckDB (one file each, simplified job)",
        goal: 0.16,
    };
    against_script(bench, (title, "peer_duckdb.py"), &book)
}

/// The least that a run into memory could take: its files are only made, with as many bytes.
fn csv_limit(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "csv", "random")?;
    let a = |out: &Path| bench.run(&book, out, &[]);
    let first = bench.fresh(&bench.ram);
    measure(&a(&first))?.map_err(|Refused(why)| why)?;
    let list = layout(bench, &first)?;
    std::fs::remove_dir_all(&first)?;
    let b = |out: &Path| line![&bench.examples.join("peer"), "create", &list, out, "2"];
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "csv-limit",
        work: "the same".to_owned(),
        against: "the limit: bare creation of files of the same sizes in the same folders, in memory, two threads",
        goal: NONE,
    };
    Ok(vec![row(title, pair, wall, &a(Path::new("OUT")))])
}

fn csv_read(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "csv", "random")?;
    let mut records = line![&bench.examples.join("peer"), "records"];
    records.extend(files(&book)?.iter().map(text));
    let (a, b) = (|_: &Path| bench.check(&book), |_: &Path| records.clone());
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "csv-read",
        work: format!(
            "CSV, {} applicants: reading to typed rows, 2 threads",
            bench.sizes.large
        ),
        against: "one `ByteRecord` pass of the csv crate over the same files, one thread",
        goal: 0.9,
    };
    Ok(vec![row(title, pair, wall, &bench.check(&book))])
}

fn small_check(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.small, "small", "random")?;
    let files = files(&book)?;
    let (a, b) = (
        |_: &Path| bench.check(&book),
        |_: &Path| bench.cells("2", &files),
    );
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "small-check",
        work: format!(
            "{} workbooks of one applicant each: reading",
            bench.sizes.small
        ),
        against: "calamine `worksheet_range` of them all, two threads",
        goal: 0.3,
    };
    Ok(vec![row(title, pair, wall, &bench.check(&book))])
}

/// The least that reading could take: nothing is made of what comes out of the workbooks.
fn small_limit(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.small, "small", "random")?;
    let files = files(&book)?;
    let mut unpack = line![&bench.examples.join("peer"), "unpack", "2"];
    unpack.extend(files.iter().map(text));
    let (a, b) = (
        |_: &Path| unpack.clone(),
        |_: &Path| bench.cells("2", &files),
    );
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "small-limit",
        work:
            "the limit: the same workbooks read, hashed and inflated (`peer unpack`), two threads"
                .to_owned(),
        against: "the same",
        goal: NONE,
    };
    let shown = line![&bench.examples.join("peer"), "unpack", "2", book.join("*")];
    Ok(vec![row(title, pair, wall, &shown)])
}

fn small_run(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.small, "small", "random")?;
    let files = files(&book)?;
    let a = |out: &Path| bench.run(&book, out, &[]);
    let b = |_: &Path| bench.cells("2", &files);
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "small-run",
        work: "the same, whole run into memory".to_owned(),
        against: "the same",
        goal: 0.6,
    };
    Ok(vec![row(title, pair, wall, &a(Path::new("OUT")))])
}

fn threads(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "csv", "random")?;
    let with = |threads: &'static str| {
        let book = book.clone();
        move |_: &Path| bench.dry(&book, &["--threads", threads])
    };
    let pair = bench.pair(bench.runs, true, &with("2"), &with("1"), &bench.ram)?;
    let title = Title {
        name: "threads",
        work: format!(
            "CSV, {} applicants, judged without output files, 2 threads",
            bench.sizes.large
        ),
        against: "the same on one thread",
        goal: 0.62,
    };
    Ok(vec![row(title, pair, wall, &with("2")(Path::new("OUT")))])
}

fn order(bench: &Bench) -> Outcome<Vec<Row>> {
    let [random, sorted] =
        ["random", "sorted"].map(|order| bench.book(bench.sizes.large, "csv", order));
    let (random, sorted) = (random?, sorted?);
    let a = |out: &Path| bench.run(&random, out, &[]);
    let b = |out: &Path| bench.run(&sorted, out, &[]);
    let pair = bench.pair(bench.runs, true, &a, &b, &bench.ram)?;
    let title = Title {
        name: "order",
        work: format!(
            "CSV, {} applicants, rows in random order, processor time",
            bench.sizes.large
        ),
        against: "rows sorted by applicant",
        goal: 2.0,
    };
    Ok(vec![row(title, pair, cpu, &a(Path::new("OUT")))])
}

/// A second run into the same folder against the first, the time of judging taken off both.
fn again(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.large, "csv", "random")?;
    let dry = bench.once(&|_| bench.dry(&book, &[]), &bench.disk)?;
    let folders: Vec<PathBuf> = (0..bench.runs).map(|_| bench.fresh(&bench.disk)).collect();
    let mut walls = [Vec::new(), Vec::new()];
    // All first runs come first: a second run removes the folder of the first, and that makes new files cost more for a while.
    for walls in &mut walls {
        for out in &folders {
            let one = bench.once(&|_| bench.run(&book, out, &[]), &bench.disk)?;
            walls.extend(one.map(|one| one.wall));
        }
    }
    let judging = dry.as_ref().map_or(0.0, |dry| dry.wall);
    let pairs: Vec<(f64, f64)> = walls[1]
        .iter()
        .zip(&walls[0])
        .map(|(second, first)| (second - judging, first - judging))
        .collect();
    let found = match dry {
        Ok(_) => Found::Ratio(Ratio::of(pairs.iter().copied()), 0.5),
        Err(Refused(why)) => Found::NotMeasured(why),
    };
    let [second, first] = [
        median(pairs.iter().map(|pair| pair.0)),
        median(pairs.iter().map(|pair| pair.1)),
    ];
    Ok(vec![Row {
        name: "again",
        work: format!(
            "CSV, {} applicants, a second run with nothing changed, writing part, on the disk",
            bench.sizes.large
        ),
        against: "the first run into a fresh folder".to_owned(),
        goal: "≤ 0.5".to_owned(),
        found,
        times: format!("{} against {}", seconds(second), seconds(first)),
        command: bench.run(&book, Path::new("OUT"), &[]).join(" "),
    }])
}

/// The largest book on the disk against the bare creation of the same files.
fn million(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.million, "csv", "random")?;
    let a = |out: &Path| bench.run(&book, out, &[]);
    let mut measured = [Vec::new(), Vec::new()];
    let mut list = None;
    for _ in 0..bench.million_runs {
        match million_pair(bench, &book, &mut list) {
            Ok(pair) => pair
                .into_iter()
                .zip(&mut measured)
                .for_each(|(one, all)| all.push(one)),
            // Each pair needs some twenty gigabytes, which are given back at the very end.
            Err(fault) if !measured[1].is_empty() => {
                writeln!(
                    std::io::stderr(),
                    "no further pair of the largest book: {fault}"
                )?;
                break;
            }
            Err(fault) => return Err(fault),
        }
    }
    let mut rows = memory(
        bench,
        "million-memory",
        &book,
        &measured[0],
        (250.0, 1536.0),
    )?;
    let title = Title {
        name: "million",
        work: format!(
            "CSV, {} applicants, whole run on the disk, fresh folder",
            bench.sizes.million
        ),
        against: "bare creation of files of the same sizes in the same folders, two threads, ended by the same sync",
        goal: 1.3,
    };
    let busy = Row {
        times: busy_times(&measured),
        ..row(
            Title {
                name: "million-busy",
                work: "the same, processor time of the whole machine".to_owned(),
                against: "the same: the system's own threads write to the disk and give pages back",
                goal: NONE,
            },
            Ok(measured.clone()),
            |one| one.busy,
            &[],
        )
    };
    rows.insert(0, busy);
    rows.insert(0, row(title, Ok(measured), wall, &a(Path::new("OUT"))));
    Ok(rows)
}

/// How long the processors of the machine were busy, in medians.
fn busy_times(measured: &[Vec<Measured>; 2]) -> String {
    let [a, b] = measured.each_ref().map(|all| middle(all).busy);
    format!("{} against {}", seconds(a), seconds(b))
}

/// One run over the largest book, and the bare creation of its files after it; `list` names these, once they are known.
fn million_pair(bench: &Bench, book: &Path, list: &mut Option<PathBuf>) -> Outcome<[Measured; 2]> {
    let out = bench.fresh(&bench.disk);
    let run = bench.once(&|_| bench.run(book, &out, &[]), &bench.disk)?;
    let run = run.map_err(|Refused(why)| why)?;
    all_read(book, &out)?;
    let list = match list {
        Some(list) => list,
        None => list.insert(layout(bench, &out)?),
    };
    let b = |out: &Path| line![&bench.examples.join("peer"), "create", &list, out, "2"];
    let bare = bench.once(&b, &bench.disk)?;
    Ok([run, bare.map_err(|Refused(why)| why)?])
}

/// Whether a run read every row of a book: one that hits a limit sets a file aside and would be quick for it.
fn all_read(book: &Path, out: &Path) -> Outcome {
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("run.json"))?)?;
    let read = manifest["tables"]["employment"]["read"].as_f64();
    let there = rows(book, "employment")?;
    if read == Some(there) {
        Ok(())
    } else {
        Err(format!("{read:?} of {there} rows of employment were read").into())
    }
}

/// The sizes and paths of all files of an output.
fn layout(bench: &Bench, out: &Path) -> Outcome<PathBuf> {
    let path = bench.fresh(&bench.disk).with_extension("list");
    let mut list = std::io::BufWriter::new(std::fs::File::create(&path)?);
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let name = entry.path();
            let name = name.strip_prefix(out)?.display().to_string();
            writeln!(list, "{} {name}", entry.metadata()?.len())?;
        }
    }
    list.flush()?;
    Ok(path)
}
