//! `landed explain`: the story of one applicant of a published run.

use crate::audit::story::{markdown, tell, terminal};
use crate::audit::{Published, steadily};
use crate::cli::arguments::{ExplainArguments, StoryFormat};
use crate::cli::print;
use crate::run::{ExitStatus, foresee_anew};
use std::io::IsTerminal as _;

/// Prints the story.
pub fn explain(arguments: &ExplainArguments) -> anyhow::Result<ExitStatus> {
    let story = steadily(&[&arguments.run], || {
        let published = Published::open(&arguments.run)?;
        let records = published.records()?;
        tell(&published, &records, &arguments.applicant, &foresee_anew)
    })?;
    match arguments.format {
        StoryFormat::Text => print(terminal(&story, wants_colour()).as_bytes()),
        StoryFormat::Markdown => print(markdown(&story).as_bytes()),
        StoryFormat::Json => {
            let mut bytes = serde_json::to_vec_pretty(&story)?;
            bytes.push(b'\n');
            print(&bytes)
        }
    }
}

/// Colour is for terminals, unless `NO_COLOR` holds anything.
fn wants_colour() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && std::io::stdout().is_terminal()
}
