//! `datapackage.json`: a Frictionless Data Package (v2) over the CSV files of a run, so that others can check them without us.
//!
//! Owns which resources there are and how they refer to each other's keys. The files of one kind that exist once per
//! applicant are one resource of many parts; their hashes are in `checksums.sha256`.

use crate::calendar::Day;
use crate::law::Law;
use crate::provenance::{Sources, Table};
use crate::report::FileNames;
use crate::report::identity::{Identity, VERSION};
use crate::report::schemas::OutputKind;
use crate::report::stream::Written;
use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::io::Write;

/// Why a table of records does not refer to the summary.
const NO_KEY: &str = "In this run applicant_id is no key to the summary: a row that was set aside has something in its id cell that is no id.";

/// Name of the file in an output.
pub const DATA_PACKAGE: &str = "datapackage.json";

/// A file that exists once: which kind, and what its bytes are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SingleFile {
    /// Its kind.
    pub kind: OutputKind,
    /// Its size and hash.
    pub written: Written,
}

/// What a data package is made from.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// The law book.
    pub law: &'a Law,
    /// The input files.
    pub sources: &'a Sources,
    /// The identity of the judgement.
    pub identity: &'a Identity,
    /// The day of the run.
    pub as_of: Day,
    /// The files that exist once, in any order. A kind that is absent is not listed.
    pub single: &'a [SingleFile],
    /// Tables of which a row has something in its id cell that is no id, such as `#REF!`, and so is in no summary.
    pub without_key: &'a [Table],
    /// Names of the applicants' files below `eligibility/` and `ledger/`, in the order of the summary.
    pub applicants: &'a FileNames,
}

/// Writes `datapackage.json`. It goes out as it is made: in a large book it names millions of files.
///
/// # Errors
/// If it cannot be written, or a published schema is not JSON, which would be a fault of the program.
pub fn write(contents: &Contents<'_>, mut out: &mut dyn Write) -> Result<(), serde_json::Error> {
    let mut resources = Vec::new();
    for kind in OutputKind::ALL {
        resources.extend(resource(contents, kind)?);
    }
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: format!("landed-{}", contents.as_of),
        id: contents.identity.uuid(),
        title: format!(
            "Canadian Experience Class: judgement as of {}",
            contents.as_of
        ),
        description: "What was decided for each applicant, on which rows, under which law. Not legal advice. \
                      Hashes of all files are in checksums.sha256, and its own hash is in run.json.",
        version: VERSION,
        landed: json!({
            "as_of": contents.as_of.to_string(),
            "identity_sha256": contents.identity.hash(),
            "law_sha256": contents.law.hash(),
        }),
        sources: contents.sources.files.iter().map(source).collect(),
        resources,
    };
    serde_json::to_writer_pretty(&mut out, &package)?;
    out.write_all(b"\n").map_err(serde_json::Error::io)
}

/// The package, in the order in which it is written.
#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    id: String,
    title: String,
    description: &'static str,
    version: &'static str,
    landed: Value,
    // The profile asks for at least one source where the list is given at all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Value>,
    resources: Vec<Resource<'a>>,
}

/// A resource, in the order in which it is written.
#[derive(Serialize)]
struct Resource<'a> {
    name: String,
    title: Value,
    description: Value,
    r#type: &'static str,
    path: Paths<'a>,
    scheme: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    dialect: Value,
    schema: Map<String, Value>,
}

/// Where the bytes of a resource are.
enum Paths<'a> {
    One(String),
    Parts(String, &'a FileNames),
}

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(path) => serializer.serialize_str(path),
            Self::Parts(folder, names) => {
                let mut parts = serializer.serialize_seq(Some(names.len()))?;
                let mut path = String::new();
                for name in names.iter() {
                    path.clear();
                    for part in [folder, "/", name] {
                        path.push_str(part);
                    }
                    parts.serialize_element(&path)?;
                }
                parts.end()
            }
        }
    }
}

fn source(file: &crate::provenance::SourceFile) -> Value {
    json!({ "title": file.path, "bytes": file.bytes, "hash": format!("sha256:{}", file.sha256) })
}

fn resource<'a>(
    contents: &Contents<'a>,
    kind: OutputKind,
) -> Result<Option<Resource<'a>>, serde_json::Error> {
    let single = contents.single.iter().find(|file| file.kind == kind);
    let path = match (kind.path(), single) {
        (Some(path), Some(_)) => Paths::One(path),
        (None, _) if !contents.applicants.is_empty() => {
            Paths::Parts(kind.name(), contents.applicants)
        }
        _ => return Ok(None),
    };
    let mut schema: Map<String, Value> = serde_json::from_str(kind.schema())?;
    let text_of = |key: &str| schema.get(key).cloned().unwrap_or_default();
    let (title, mut description) = (text_of("title"), text_of("description"));
    if let OutputKind::Records(table) = kind
        && contents.without_key.contains(&table)
    {
        // A key that does not hold for every row would make the whole package invalid.
        schema.shift_remove("foreignKeys");
        let said = description.as_str().unwrap_or_default();
        description = Value::String(format!("{said} {NO_KEY}").trim_start().to_owned());
    }
    Ok(Some(Resource {
        name: kind.name(),
        title,
        description,
        r#type: "table",
        path,
        scheme: if kind.path().is_some() {
            "file"
        } else {
            "multipart"
        },
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: single.map(|file| file.written.bytes),
        hash: single.map(|file| format!("sha256:{}", file.written.sha256)),
        dialect: json!({
            "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
        }),
        schema,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FirmAssumptions;

    fn package(single: &[SingleFile], applicants: &[&str], without_key: &[Table]) -> Value {
        let (law, sources) = (Law::book(), Sources::default());
        let as_of = Day::from_ymd(2026, 11, 22).unwrap();
        let identity = Identity::of(law, &sources, FirmAssumptions::default(), as_of);
        let contents = Contents {
            law,
            sources: &sources,
            identity: &identity,
            as_of,
            single,
            without_key,
            applicants: &FileNames::of(applicants.iter().copied()),
        };
        let mut bytes = Vec::new();
        write(&contents, &mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn single_files_carry_size_and_hash_and_the_many_are_one_resource_of_parts() {
        let single = OutputKind::ALL.into_iter().filter(|k| k.path().is_some());
        let single: Vec<SingleFile> = single
            .map(|kind| SingleFile {
                kind,
                written: Written::of(b"abc"),
            })
            .collect();
        let package = package(&single, &["a", "b"], &[Table::Permits]);
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), OutputKind::ALL.len());
        assert_eq!(resources[0]["path"], "summary.csv");
        let hash = crate::report::digest_hex(b"abc");
        assert_eq!(resources[0]["bytes"], 3);
        assert_eq!(resources[0]["hash"], format!("sha256:{hash}"));
        assert_eq!(
            resources[1]["path"],
            json!(["eligibility/a.csv", "eligibility/b.csv"])
        );
        assert!(resources[1].get("hash").is_none());
        for resource in &resources[1..4] {
            let keys = resource["schema"]["foreignKeys"].as_array().unwrap();
            assert_eq!(keys[0]["reference"]["resource"], "summary");
        }
        for resource in resources {
            let name = resource["name"].as_str().unwrap();
            let has_key = resource["schema"].get("foreignKeys").is_some();
            let is_named = resource["description"].as_str().unwrap().ends_with(NO_KEY);
            assert_eq!(is_named, name == "records_permits", "{name}");
            assert_eq!(
                has_key,
                !is_named && name != "summary" && name != "changes",
                "{name}"
            );
        }
    }

    #[test]
    fn what_does_not_exist_is_not_listed() {
        let package = package(&[], &[], &[]);
        assert_eq!(package["resources"].as_array().map(Vec::len), Some(0));
        assert!(package.get("sources").is_none());
    }
}
