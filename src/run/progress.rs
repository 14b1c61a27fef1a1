//! How far a run is: bars on a terminal, plain lines in cron, nothing when quiet. Standard error only, counts only.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};

/// How progress is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Not at all.
    Silent,
    /// One line as each stage ends.
    Lines,
    /// A bar for each stage.
    Bars,
}

impl Progress {
    /// What fits standard error as it is.
    pub fn fitting(quiet: bool) -> Self {
        if quiet {
            Self::Silent
        } else if std::io::stderr().is_terminal() {
            Self::Bars
        } else {
            Self::Lines
        }
    }

    /// Begins a stage of so many steps; `what` is the end of "12 of 40 ..." and the beginning of "...: 40".
    pub fn stage(self, what: &'static str, steps: usize) -> Stage {
        let bar = if self == Self::Bars {
            ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX)).with_style(style())
        } else {
            ProgressBar::hidden()
        };
        bar.set_message(what);
        Stage {
            progress: self,
            what,
            steps,
            bar,
        }
    }

    /// Says a sentence, unless quiet.
    pub fn say(self, sentence: &str) {
        if self != Self::Silent {
            say(sentence);
        }
    }
}

/// Says a sentence on standard error. Nothing can be done about a standard error that is closed.
pub fn say(sentence: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", without_controls(sentence));
}

/// Ids and file names come from outside: none of their characters may steer a terminal.
fn without_controls(text: &str) -> String {
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(plain).collect()
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} {msg}, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// One stage under way. Any number of threads may count its steps.
#[derive(Debug)]
pub struct Stage {
    progress: Progress,
    what: &'static str,
    steps: usize,
    bar: ProgressBar,
}

impl Stage {
    /// One step is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// The stage is done.
    pub fn end(self) {
        self.bar.finish_and_clear();
        self.progress.say(&format!("{}: {}", self.what, self.steps));
    }
}
