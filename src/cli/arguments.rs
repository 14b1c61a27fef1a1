//! The command line.

use crate::calendar::Day;
use crate::provenance::Table;
use crate::report::html::{Lang, Pages};
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const AFTER: &str = "\
Exit status: 0 all input read and judged; 3 published, but some input was set aside; 4 published, but the program failed \
on at least one applicant; 1 failed, nothing published; 2 wrong usage or configuration; 11 another run holds the output.

landed prepares a file for a lawyer. It does not decide, and nothing it prints is legal advice.";

const WHAT_IF: &str = "\
An EDIT is one of
  employment[2].hours_per_week=37.5   a cell of the applicant's second used row; the text is read as if it stood in the input
  permits[1].valid_to=                a blank cell
  applicants.application_date=2026-12-01   the number can be left out where there is one row
  language_tests+={test=IELTS General Training, test_date=2026-12-01, listening=8, reading=7.5, writing=7, speaking=7}
                                      one more row; a value with a comma is written in double quotes

Rows are numbered from 1 in the order of records/, as the jobs in `landed explain`; without --set they are listed.
Nothing is written. Exit status: 0 answered; 2 an edit, applicant or folder that does not exist; 1 the run is damaged.";

/// Judges clients against Canada's Experience Class and shows every hour, down to the cell and the provision.
#[derive(Debug, Parser)]
#[command(name = "landed", version, about, after_help = AFTER, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The nightly job: read, judge, publish
    Run(RunArguments),
    /// Read and report data problems only, each pointing at its cell
    Check(CheckArguments),
    /// The story of one applicant of a run: timeline, periods, reasons, provisions, cells
    Explain(ExplainArguments),
    /// What a run would say of an applicant if rows were otherwise; the run stays as it is
    Whatif(WhatIfArguments),
    /// What changed between two runs, and why
    Diff(DiffArguments),
    /// Hash a run and its inputs anew, judge it anew, and say what differs
    Verify(VerifyArguments),
    /// A run as one workbook, its dates to watch as a calendar
    Export(ExportArguments),
    /// The dated values of the law, with citation and link
    Rules(RulesArguments),
    /// The columns that the input can have
    Schema(SchemaArguments),
    /// A blank intake workbook with drop-downs
    Template(TemplateArguments),
    /// A starter landed.toml, with what was recognised in an export
    Init(InitArguments),
    /// A completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
}

/// What both `run` and `check` take.
#[derive(Debug, Args)]
pub struct InputArguments {
    /// Files and folders to read [default: `inputs` of landed.toml]
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The day that the records are judged on [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// The configuration [default: landed.toml in the working folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How many threads [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Show no progress and no counts
    #[arg(long, short)]
    pub quiet: bool,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// What to read.
    #[command(flatten)]
    pub input: InputArguments,
    /// The output folder; `{as_of}` stands for the day [default: `out` of landed.toml]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The output of a former run: the new manifest names its hash
    #[arg(long, value_name = "DIR")]
    pub previous: Option<PathBuf>,
    /// Who gets an HTML page [default: all up to 2,000 applicants, else review]
    #[arg(long, value_name = "WHO", value_parser = PossibleValuesParser::new(Pages::ALL.map(Pages::id)).map(|id| who(&id)))]
    pub report: Option<Pages>,
    /// The language of the HTML pages
    #[arg(long, default_value = "en", value_parser = PossibleValuesParser::new(Lang::ALL.map(Lang::code)).map(|code| Lang::from_code(&code).unwrap_or_default()))]
    pub lang: Lang,
    /// Read and judge, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Say on standard error where the time went, and how much memory it took
    #[arg(long)]
    pub timings: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// What to read.
    #[command(flatten)]
    pub input: InputArguments,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Say what a problem code means and what to do; without a code, all of them
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "", conflicts_with = "inputs")]
    pub explain: Option<String>,
}

/// The form of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// The columns of issues.csv, or of changes.csv
    Csv,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The output of a run
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// The applicant's id
    #[arg(value_name = "APPLICANT")]
    pub applicant: String,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = StoryFormat::Text)]
    pub format: StoryFormat,
}

/// The form of a story.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StoryFormat {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a memo
    Markdown,
}

/// Arguments of `whatif`.
#[derive(Debug, Args)]
#[command(after_help = WHAT_IF)]
pub struct WhatIfArguments {
    /// The output of a run
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// The applicant's id
    #[arg(value_name = "APPLICANT")]
    pub applicant: String,
    /// What is to be otherwise; several are taken together [default: list the rows and their names]
    #[arg(long = "set", value_name = "EDIT")]
    pub edits: Vec<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub format: AnswerFormat,
}

/// The form of an answer that is no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum AnswerFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// The output of the former run
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The output of the later run
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// The form of the answer; csv has the columns of changes.csv
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The output of a run
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// The output of the former run, whose manifest this one must name
    #[arg(long, value_name = "DIR")]
    pub previous: Option<PathBuf>,
    /// The SHA-256 of run.json that was printed at the end of the run
    #[arg(long, value_name = "HEX")]
    pub sha256: Option<String>,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("form").args(["xlsx", "ics"]).required(true).multiple(true))]
pub struct ExportArguments {
    /// The output of a run
    #[arg(value_name = "DIR")]
    pub run: PathBuf,
    /// The workbook to write; it must not exist
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    /// The calendar file with all dates to watch to write; it must not exist
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
}

/// Arguments of `template`.
#[derive(Debug, Args)]
pub struct TemplateArguments {
    /// The workbook to write; it must not exist
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Its language
    #[arg(long, default_value = "en", value_parser = PossibleValuesParser::new(Lang::ALL.map(Lang::code)).map(|code| Lang::from_code(&code).unwrap_or_default()))]
    pub lang: Lang,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// Files and folders whose headings the new file should list
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
}

/// Arguments of `rules`.
#[derive(Debug, Args)]
pub struct RulesArguments {
    /// Only what is in force on this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// One table only
    #[arg(value_parser = table_parser())]
    pub table: Option<Table>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "a day is written 2026-11-22".to_owned())
}

fn table_parser() -> impl clap::builder::TypedValueParser<Value = Table> {
    PossibleValuesParser::new(Table::ALL.map(Table::name))
        .try_map(|name| Table::from_name(&name).ok_or("no such table"))
}

/// Who gets a page, by the words that the parser lets pass.
fn who(id: &str) -> Pages {
    let all = Pages::ALL.into_iter();
    all.fold(
        Pages::All,
        |found, one| if one.id() == id { one } else { found },
    )
}
