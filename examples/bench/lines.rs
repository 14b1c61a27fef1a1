//! The command lines that are compared.

use crate::bench::{AS_OF, Bench, text};
use crate::line;
use std::path::{Path, PathBuf};

impl Bench {
    /// `landed run` without pages and without words.
    pub fn run(&self, input: &Path, out: &Path, more: &[&str]) -> Vec<String> {
        let mut line = line![&self.landed, "run", input, "--as-of", AS_OF, "--quiet"];
        line.extend(line!["--report", "none", "--out", out]);
        line.extend(more.iter().map(text));
        line
    }

    pub fn check(&self, input: &Path) -> Vec<String> {
        line![&self.landed, "check", input, "--as-of", AS_OF, "--quiet"]
    }

    pub fn dry(&self, input: &Path, more: &[&str]) -> Vec<String> {
        let mut line = line![
            &self.landed,
            "run",
            input,
            "--as-of",
            AS_OF,
            "--quiet",
            "--dry-run"
        ];
        line.extend(more.iter().map(text));
        line
    }

    pub fn cells(&self, threads: &str, files: &[PathBuf]) -> Vec<String> {
        let mut line = line![&self.examples.join("peer"), "cells", threads];
        line.extend(files.iter().map(text));
        line
    }

    /// A script of an analyst, if there is one and its libraries.
    pub fn script(&self, name: &str, input: &Path, out: &Path) -> Result<Vec<String>, String> {
        let (Some(peers), Some(python)) = (&self.peers, &self.python) else {
            return Err("PEERS and PYTHON were not given".to_owned());
        };
        Ok(line![python, &peers.join(name), input, out, AS_OF])
    }
}
