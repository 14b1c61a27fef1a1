//! `landed check --explain`: what the problem codes mean, and what to do.

use crate::cli::configuration::ConfigurationError;
use crate::cli::nearest::nearest;
use crate::finding::ProblemCode;
use std::fmt::Write as _;

/// One code, or all of them if none is named.
pub fn explain(code: &str) -> Result<String, ConfigurationError> {
    let mut text = String::new();
    if code.is_empty() {
        for one in ProblemCode::ALL {
            write_code(&mut text, one);
        }
        return Ok(text);
    }
    let wanted = code.trim().to_lowercase().replace(['-', ' '], "_");
    match ProblemCode::from_id(&wanted) {
        Some(one) => write_code(&mut text, one),
        None => return Err(unknown(code, &wanted)),
    }
    Ok(text)
}

fn unknown(code: &str, wanted: &str) -> ConfigurationError {
    let ids = ProblemCode::ALL.map(ProblemCode::id);
    let advice = match nearest(wanted, &ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`landed check --explain` lists all of them".to_owned(),
    };
    ConfigurationError::UnknownCode {
        code: code.to_owned(),
        advice,
    }
}

// Writing to a String cannot fail, so the results are dropped.
fn write_code(text: &mut String, code: ProblemCode) {
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{} ({})", code.id(), code.severity().id());
    let _ = writeln!(text, "  {}", code.meaning());
    let _ = writeln!(text, "  What to do: {}", code.remedy());
}

#[cfg(test)]
mod tests {
    use super::explain;
    use crate::finding::ProblemCode;

    #[test]
    fn every_code_is_explained_and_an_unknown_one_finds_its_neighbour() {
        let all = explain("").unwrap();
        for code in ProblemCode::ALL {
            let one = explain(code.id()).unwrap();
            assert!(all.contains(&one) && one.contains(code.meaning()));
        }
        let fault = explain("date_ambigous").unwrap_err().to_string();
        assert!(fault.contains("did you mean `date_ambiguous`?"), "{fault}");
        assert!(
            explain("zzz")
                .unwrap_err()
                .to_string()
                .contains("lists all")
        );
    }
}
