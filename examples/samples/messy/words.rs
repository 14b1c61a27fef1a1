//! What people do with values: numbers as text, lost zeros, permits in their own words, Excel's Unicode text.

use super::{Encoding, Export, Mess, Sheet, permits, table, tests};

pub fn messes() -> Vec<Mess> {
    vec![
        numbers_as_text(),
        lost_zeros(),
        permit_words(),
        unicode_text(),
    ]
}

fn numbers_as_text() -> Mess {
    Mess {
        name: "numbers-as-text",
        source: "Numbers and dates typed as text, with units, labels and apostrophes: 37.5 hrs, NOC 21232, March 4, 2024, CLB 9",
        files: vec![Export::Book(
            "typed.xlsx",
            vec![
                Sheet {
                    name: "Employment",
                    rows: "Client ID|Employer|Job title|NOC code|Start date|End date|Hours per week|Pay|Employment type|Province|Country\n\
                 T-1|Maple Soft Inc.|Software developer|NOC 21232|March 4, 2024|19-Dec-2025|37.5 hrs|Salary|Employee|ON|Canada\n\
                 T-2|Maple Soft Inc.|Software developer|21232 - Software developers and programmers|2024/03/04|2025-12-19 00:00:00|40h|Salary|Employee|ON|Canada\n\
                 T-3|Maple Soft Inc.|Software developer|21232.0|4 mars 2024|Present|30+|Salary|Employee|ON|Canada\n\
                 T-4|Maple Soft Inc.|Software developer|21232|2025-10-06|2026-10-30|25-35|Salary|Employee|ON|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits",
                    rows: "Client ID|Permit type|Permit number|Valid from|Valid to|Applied on|Decided on|Decision\n\
                 T-1|SOWP|U100200300|1 May 2023|30 April 2027|20 Feb 2023|May 1, 2023|Approved\nT-2|SOWP|U100200300|2023.05.01|2027.04.30|2023.02.20|2023.05.01|Approved\n\
                 T-3|SOWP|U100200300|1 May 2023|30 April 2027|20 Feb 2023|May 1st, 2023|Approved\nT-4|SOWP|U100200300|1 May 2023|30 April 2027|20 Feb 2023|May 1, 2023|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language",
                    rows: "Client ID|Test|Test date|Listening|Reading|Writing|Speaking\n\
                 T-1|IELTS General Training|14 June 2025|8.0|7.0|7.0|7.5\nT-2|CELPIP-General|14 June 2025|10+|9|9|9\n\
                 T-3|IELTS General Training|14 June 2025|CLB 9|CLB 9|CLB 9|CLB 9\nT-4|IELTS General Training|14 June 2025|8|7|7|7,5",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            table(
                "employment.csv",
                "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 T-1,Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n\
                 T-2,Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,40,salary,employee,ON,Canada\n\
                 T-3,Maple Soft Inc.,Software developer,21232,2024-03-04,present,30+,salary,employee,ON,Canada\n\
                 T-4,Maple Soft Inc.,Software developer,21232,2025-10-06,2026-10-30,25-35,salary,employee,ON,Canada\n",
            ),
            permits(&["T-1", "T-2", "T-3", "T-4"]),
            table(
                "language_tests.csv",
                "applicant_id,test,test_date,listening,reading,writing,speaking\n\
                 T-1,IELTS General Training,2025-06-14,8,7,7,7.5\nT-2,CELPIP-General,2025-06-14,10,9,9,9\n\
                 T-3,IELTS General Training,2025-06-14,CLB 9,CLB 9,CLB 9,CLB 9\nT-4,IELTS General Training,2025-06-14,8,7,7,7.5\n",
            ),
        ],
        config: "",
        expect: &[
            ["T-1", "met", "met"],
            ["T-2", "met", "met"],
            ["T-3", "met", "met"],
            ["T-4", "undetermined", "met"],
        ],
    }
}

fn lost_zeros() -> Mess {
    Mess {
        name: "lost-zeros",
        source: "A CSV that went through Excel: NOC 00012 has become 12: restored where the version is given, else really lost",
        files: vec![Export::Book(
            "through excel.xlsx",
            vec![
                Sheet {
                    name: "Employment",
                    rows: "Client ID|Employer|Job title|NOC code|NOC version|Start date|End date|Hours per week|Pay|Employment type|Province|Country\n\
                 #417|Maple Soft Inc.|Vice-president finance|#12|#2021|@2024-03-04|@2025-12-19|#37.50|Salary|Employee|ON|Canada\n\
                 #418|Maple Soft Inc.|Vice-president finance|#12||@2024-03-04|@2025-12-19|#37.50|Salary|Employee|ON|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits",
                    rows: "Client ID|Permit type|Permit number|Valid from|Valid to|Applied on|Decided on|Decision\n\
                 #417|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved\n#418|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language",
                    rows: "Client ID|Test|Test date|Listening|Reading|Writing|Speaking\n#417|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5\n#418|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            table(
                "employment.csv",
                "applicant_id,employer,job_title,noc_code,noc_version,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 417,Maple Soft Inc.,Vice-president finance,00012,2021,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n\
                 418,Maple Soft Inc.,Vice-president finance,12,,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n",
            ),
            permits(&["417", "418"]),
            tests(&["417", "418"]),
        ],
        config: "",
        expect: &[["417", "met", "met"], ["418", "undetermined", "met"]],
    }
}

fn permit_words() -> Mess {
    const HEAD: &str = "applicant_id,permit_type,permit_number,employer,valid_from,valid_to,applied_on,decided_on,decision\n";
    Mess {
        name: "permit-words",
        source: "Permit types in people's words; a bare WP does not say which permit it is, so that client is undetermined",
        files: vec![
            Export::Text("jobs.csv", Encoding::Utf8, jobs_w()),
            Export::Text("permits.csv", Encoding::Utf8,
                "Client ID,Permit,Doc #,Employer on permit,Valid from,Expiry,Applied on,Decision date,Decision\n\
                 W-1,PGWP,U1,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-2,Post-Grad WP,U2,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,Granted\n\
                 W-3,closed WP (LMIA),U3,Maple Soft Inc.,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-4,OWP,U4,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-5,permis de travail postdiplôme,U5,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approuvé\n\
                 W-6,Visitor,V6,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-7,WP,U7,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-8,LMIA,U8,Some Other Employer Ltd.,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n".into()),
            Export::Text("tests.csv", Encoding::Utf8, tests(&W).1),
        ],
        twin: vec![
            ("employment.csv", jobs_w()),
            ("permits.csv", HEAD.to_owned() + "\
                 W-1,pgwp,U1,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-2,pgwp,U2,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-3,lmia_work_permit,U3,Maple Soft Inc.,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-4,open_work_permit,U4,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-5,pgwp,U5,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-6,visitor_record,V6,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-7,not said which,U7,,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n\
                 W-8,lmia_work_permit,U8,Some Other Employer Ltd.,2023-05-01,2026-04-30,2023-02-20,2023-05-01,approved\n"),
            tests(&W),
        ],
        config: "",
        expect: &[
            ["W-1", "met", "met"], ["W-2", "met", "met"], ["W-3", "met", "met"], ["W-4", "met", "met"], ["W-5", "met", "met"],
            ["W-6", "not_met", "met"], ["W-7", "undetermined", "met"], ["W-8", "not_met", "met"],
        ],
    }
}

const W: [&str; 8] = ["W-1", "W-2", "W-3", "W-4", "W-5", "W-6", "W-7", "W-8"];

fn jobs_w() -> String {
    let head = "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n";
    let row = |id: &&str| {
        format!(
            "{id},Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n"
        )
    };
    head.to_owned() + &W.iter().map(row).collect::<String>()
}

fn unicode_text() -> Mess {
    let tabs = |text: &str| text.replace('|', "\t");
    Mess {
        name: "unicode-text",
        source: "Excel's Unicode text (UTF-16, tabs) and a CSV that begins with sep=; and has decimal commas",
        files: vec![
            Export::Text("emploi.txt", Encoding::Utf16, tabs(
                "Client ID|Employer|Job title|NOC code|Start date|End date|Hours per week|Pay|Employment type|Province|Country\r\n\
                 UT-1|Maple Soft Inc.|Développeuse|21232|2024-03-04|2025-12-19|\"37,5\"|Salary|Employee|ON|Canada\r\n")),
            Export::Text("permits.csv", Encoding::Utf8,
                "sep=;\r\nClient ID;Permit type;Permit number;Valid from;Valid to;Applied on;Decided on;Decision\r\n\
                 UT-1;SOWP;U100200300;2023-05-01;2027-04-30;2023-02-20;2023-05-01;Approved\r\n".into()),
            Export::Text("tests.csv", Encoding::Utf8,
                "sep=;\r\nClient ID;Test;Test date;Listening;Reading;Writing;Speaking;Comments\r\nUT-1;IELTS General Training;2025-06-14;8,0;7,0;7,0;7,5;fine; really\r\n".into()),
        ],
        twin: vec![
            table("employment.csv", "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 UT-1,Maple Soft Inc.,Développeuse,21232,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n"),
            permits(&["UT-1"]), tests(&["UT-1"]),
        ],
        config: "",
        expect: &[["UT-1", "met", "met"]],
    }
}
