//! Names of pages and the links between them.
//!
//! Owns the way from an applicant's file name to the page, and how a path becomes a link.

/// The path of an applicant's page within the folder of the report.
///
/// A file name never holds a tilde, so that the page of an applicant called "index" cannot meet the overview.
pub fn page_name(file_name: &str) -> String {
    let stem = file_name.strip_suffix(".csv").unwrap_or(file_name);
    if stem.eq_ignore_ascii_case("index") {
        format!("{stem}~.html")
    } else {
        format!("{stem}.html")
    }
}

/// A path of plain characters as a link: a percent sign in a file name is not an escape.
pub(crate) fn link(path: &str) -> String {
    path.replace('%', "%25")
}

/// From a page back to the folder of the report.
pub(crate) fn way_up(file_name: &str) -> &'static str {
    if file_name.contains('/') { "../" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_beside_the_overview_and_never_in_its_place() {
        assert_eq!(page_name("C-1.csv"), "C-1.html");
        assert_eq!(page_name("ab/C-1.csv"), "ab/C-1.html");
        assert_eq!(page_name("Index.csv"), "Index~.html");
        assert_eq!(link("%3Cx.html"), "%253Cx.html");
        assert_eq!((way_up("a.csv"), way_up("0a/a.csv")), ("", "../"));
    }
}
