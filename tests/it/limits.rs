//! The safety limits: each is set in `landed.toml`, holds, and is said when a file goes beyond it.

use crate::firm::{AS_OF, landed, quick_folder, write, write_firm};
use rust_xlsxwriter::Workbook;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs a firm of one good applicant and one file more, with these limits; gives the rows of `issues.csv` about that file.
fn issues(limits: &str, make: &dyn Fn(&Path) -> PathBuf) -> (i32, String, String) {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let file = make(&input);
    let config = folder.path().join("landed.toml");
    write(&config, &format!("[limits]\n{limits}\n"));
    let out = folder.path().join("out");
    let output = landed()
        .args(["run", "--quiet", "--as-of", AS_OF, "--config"])
        .arg(&config)
        .arg("--out")
        .args([&out, &input])
        .output()
        .unwrap();
    let status = output.status.code().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(out.join("ledger/C1.csv").exists(), "{limits}: {stderr}");
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let issues = fs::read_to_string(out.join("issues.csv")).unwrap();
    let about: Vec<&str> = issues.lines().filter(|line| line.contains(&name)).collect();
    (status, about.join("\n"), stderr)
}

/// A long text file of applicants that nobody knows otherwise.
fn long_text(folder: &Path, rows: usize) -> PathBuf {
    let mut text = "applicant_id,family_name,given_name,file_number\r\n".to_owned();
    for row in 0..rows {
        write!(text, "L{row},Doe,Jo,{row}\r\n").unwrap();
    }
    let path = folder.join("long.csv");
    write(&path, &text);
    path
}

/// A workbook whose only sheet repeats one text, so that it unpacks to much more than it is.
fn swelling_workbook(folder: &Path) -> PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..20_000 {
        sheet.write_number(row, 0, 1.0).unwrap();
    }
    let path = folder.join("swelling.xlsx");
    workbook.save(&path).unwrap();
    path
}

/// A workbook whose last cell points to a long text, among the texts that its cells share.
fn workbook_with_a_long_text(folder: &Path) -> PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let long = "long".repeat(30);
    let rows = [["applicant_id", "family_name"], ["L1", &long]];
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let path = folder.join("long.xlsx");
    workbook.save(&path).unwrap();
    path
}

/// A workbook of the kind that another process reads; two million cells, written as one.
fn wide_workbook(folder: &Path) -> PathBuf {
    let cell = "<table:table-cell table:number-columns-repeated=\"100\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    let rows =
        format!("<table:table-row table:number-rows-repeated=\"20000\">{cell}</table:table-row>");
    open_document(folder, "wide.ods", &rows)
}

/// A workbook of the kind that another process reads; few cells with so much text that they do not fit into a little memory.
fn heavy_workbook(folder: &Path) -> PathBuf {
    let mut rows = String::new();
    let mut state = 1_u32;
    for _ in 0..4_000 {
        rows.push_str("<table:table-row><table:table-cell office:value-type=\"string\"><text:p>");
        for _ in 0..1_250 {
            // Text that does not pack well, so that no other limit speaks first.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            write!(rows, "{:04x}", state >> 16).unwrap();
        }
        rows.push_str("</text:p></table:table-cell></table:table-row>");
    }
    open_document(folder, "heavy.ods", &rows)
}

/// A workbook of one sheet with these rows.
fn open_document(folder: &Path, name: &str, rows: &str) -> PathBuf {
    let path = folder.join(name);
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content.as_str()),
    ];
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, content.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    path
}

#[test]
fn each_limit_is_configuration_and_is_said_when_it_is_hit() {
    let long: &dyn Fn(&Path) -> PathBuf = &|folder| long_text(folder, 3_000);
    // The clock is looked at once in 65,536 cells.
    let longer: &dyn Fn(&Path) -> PathBuf = &|folder| long_text(folder, 20_000);
    let swelling: &dyn Fn(&Path) -> PathBuf = &swelling_workbook;
    let wide: &dyn Fn(&Path) -> PathBuf = &wide_workbook;
    let cases = [
        (
            "file_bytes = 20000",
            long,
            "larger than the limit for one file",
        ),
        (
            "inflated_bytes = 100000",
            swelling,
            "unpacks to more bytes than the limit",
        ),
        ("zip_entries = 3", swelling, "more parts than the limit"),
        ("cells = 2000", long, "more cells than the limit"),
        ("rows = 2000", long, "more rows than the limit"),
        (
            "cell_bytes = 100",
            &|folder: &Path| {
                let path = folder.join("wide.csv");
                write(
                    &path,
                    &format!("applicant_id,family_name\r\nL1,{}\r\n", "long".repeat(30)),
                );
                path
            },
            "holds more text than",
        ),
        (
            "cell_bytes = 100",
            &workbook_with_a_long_text,
            "holds more text than",
        ),
        ("seconds = 0", longer, "took longer than the limit"),
        (
            "child_memory_bytes = 67108864",
            wide,
            "takes more memory than the limit",
        ),
        (
            "child_memory_bytes = 33554432",
            &heavy_workbook,
            "takes more memory than the limit",
        ),
    ];
    for (limits, make, said) in cases {
        let (status, about, stderr) = issues(limits, make);
        assert_eq!(status, 3, "{limits}: {stderr}");
        assert!(
            about.contains("file_limit") && about.contains(said),
            "{limits}: {about:?}"
        );
        let (key, _) = limits.split_once(' ').unwrap();
        assert!(about.contains(&format!("(limits.{key})")), "{about}");
        assert_eq!(about.lines().count(), 1, "{limits}: {about}");
    }
}

#[test]
fn the_ratio_of_a_zip_bomb_is_a_limit_of_its_own() {
    // The ratio counts from one MiB on, whatever the configuration says.
    let bomb = |folder: &Path| {
        let path = folder.join("bomb.xlsx");
        let parts = [("xl/workbook.xml", vec![b' '; 3 << 20])];
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for (name, content) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            std::io::Write::write_all(&mut zip, &content).unwrap();
        }
        zip.finish().unwrap();
        path
    };
    let (status, about, _) = issues("inflate_ratio = 20", &bomb);
    assert_eq!(status, 3);
    assert!(
        about.contains("file_limit") && about.contains("zip bomb does (limits.inflate_ratio)"),
        "{about}"
    );
}

#[test]
fn the_readme_lists_every_limit_with_its_default() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let limits = serde_json::to_value(landed::intake::Limits::default()).unwrap();
    for (key, default) in limits.as_object().unwrap() {
        let row = format!("| `{key}` | {default} |");
        assert!(readme.contains(&row), "put this into README.md: {row}");
    }
}

#[test]
fn the_same_files_pass_within_the_defaults() {
    for make in [
        &|folder: &Path| long_text(folder, 3_000),
        &swelling_workbook,
    ] as [&dyn Fn(&Path) -> PathBuf; 2]
    {
        let (_, about, stderr) = issues("", make);
        assert!(!about.contains("file_limit"), "{about} {stderr}");
    }
}
