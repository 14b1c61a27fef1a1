//! `datapackage.json`: a Frictionless Data Package (v2) over the CSV files of a run, so that others can check them without us.
//!
//! Owns which resources there are and how they refer to each other's keys. The files of one kind that exist once per
//! applicant are one resource of many parts; their hashes are in `checksums.sha256`.

use crate::calendar::Day;
use crate::law::Law;
use crate::provenance::Sources;
use crate::report::identity::{Identity, VERSION};
use crate::report::schemas::OutputKind;
use serde_json::{Map, Value, json};

/// Name of the file in an output.
pub const DATA_PACKAGE: &str = "datapackage.json";

/// A file that exists once: which kind, and what its bytes are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SingleFile {
    /// Its kind.
    pub kind: OutputKind,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
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
    /// Names of the applicants' files below `eligibility/` and `ledger/`, in the order of the summary.
    pub applicants: &'a [&'a str],
}

/// The bytes of `datapackage.json`.
///
/// # Errors
/// If a published schema is not JSON, which would be a fault of the program.
pub fn to_bytes(contents: &Contents<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let mut resources = Vec::new();
    for kind in OutputKind::ALL {
        resources.extend(resource(contents, kind)?);
    }
    let sources: Vec<Value> = contents.sources.files.iter().map(source).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("landed-{}", contents.as_of),
        "id": contents.identity.uuid(),
        "title": format!("Canadian Experience Class: judgement as of {}", contents.as_of),
        "description": "What was decided for each applicant, on which rows, under which law. Not legal advice. \
                        Hashes of all files are in checksums.sha256, and its own hash is in run.json.",
        "version": VERSION,
        "landed": {
            "as_of": contents.as_of.to_string(),
            "identity_sha256": contents.identity.hash(),
            "law_sha256": contents.law.hash(),
        },
    });
    if let Some(package) = package.as_object_mut() {
        // The profile asks for at least one source where the list is given at all.
        if !sources.is_empty() {
            package.insert("sources".to_owned(), Value::Array(sources));
        }
        package.insert("resources".to_owned(), Value::Array(resources));
    }
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn source(file: &crate::provenance::SourceFile) -> Value {
    json!({ "title": file.path, "bytes": file.bytes, "hash": format!("sha256:{}", file.sha256) })
}

fn resource(contents: &Contents<'_>, kind: OutputKind) -> Result<Option<Value>, serde_json::Error> {
    let single = contents.single.iter().find(|file| file.kind == kind);
    let path = match (kind.path(), single) {
        (Some(path), Some(_)) => Value::String(path),
        (None, _) if !contents.applicants.is_empty() => parts(&kind.name(), contents.applicants),
        _ => return Ok(None),
    };
    let schema: Map<String, Value> = serde_json::from_str(kind.schema())?;
    let text_of = |key: &str| schema.get(key).cloned().unwrap_or_default();
    let mut resource = json!({
        "name": kind.name(),
        "title": text_of("title"),
        "description": text_of("description"),
        "type": "table",
        "path": path,
        "scheme": if kind.path().is_some() { "file" } else { "multipart" },
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    });
    if let Some(resource) = resource.as_object_mut() {
        if let Some(file) = single {
            resource.insert("bytes".to_owned(), Value::from(file.bytes));
            let hash = format!("sha256:{}", file.sha256);
            resource.insert("hash".to_owned(), Value::String(hash));
        }
        let dialect = json!({
            "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
        });
        resource.insert("dialect".to_owned(), dialect);
        resource.insert("schema".to_owned(), Value::Object(schema));
    }
    Ok(Some(resource))
}

fn parts(folder: &str, applicants: &[&str]) -> Value {
    let path = |name: &&str| Value::String(format!("{folder}/{name}"));
    Value::Array(applicants.iter().map(path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FirmAssumptions;

    fn package(single: &[SingleFile], applicants: &[&str]) -> Value {
        let (law, sources) = (Law::book(), Sources::default());
        let as_of = Day::from_ymd(2026, 11, 22).unwrap();
        let identity = Identity::of(law, &sources, FirmAssumptions::default(), as_of);
        let contents = Contents {
            law,
            sources: &sources,
            identity: &identity,
            as_of,
            single,
            applicants,
        };
        serde_json::from_slice(&to_bytes(&contents).unwrap()).unwrap()
    }

    #[test]
    fn single_files_carry_size_and_hash_and_the_many_are_one_resource_of_parts() {
        let single = OutputKind::ALL.into_iter().filter(|k| k.path().is_some());
        let single: Vec<SingleFile> = single
            .map(|kind| SingleFile {
                kind,
                bytes: 3,
                sha256: "ab".to_owned(),
            })
            .collect();
        let package = package(&single, &["a.csv", "b.csv"]);
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), OutputKind::ALL.len());
        assert_eq!(resources[0]["path"], "summary.csv");
        assert_eq!(resources[0]["hash"], "sha256:ab");
        assert_eq!(
            resources[1]["path"],
            json!(["eligibility/a.csv", "eligibility/b.csv"])
        );
        assert!(resources[1].get("hash").is_none());
        for resource in &resources[1..4] {
            let keys = resource["schema"]["foreignKeys"].as_array().unwrap();
            assert_eq!(keys[0]["reference"]["resource"], "summary");
        }
    }

    #[test]
    fn what_does_not_exist_is_not_listed() {
        let package = package(&[], &[]);
        assert_eq!(package["resources"].as_array().map(Vec::len), Some(0));
        assert!(package.get("sources").is_none());
    }
}
