//! What people do with workbooks: group headings, totals, several tables in a sheet, hidden sheets, the date system of 1904.

use super::{Encoding, Export, Mess, Sheet, permits, table, tests};

pub fn messes() -> Vec<Mess> {
    vec![
        imm5669(),
        schedule_a(),
        paralegal(),
        stacked(),
        old_mac(),
        hidden(),
        bilingual(),
        joined_names(),
    ]
}

/// A job in months of exactly a year: whether 1,560 hours were reached hangs on days that were never written down.
fn imm5669() -> Mess {
    Mess {
        name: "imm5669-history",
        source: "IMM 5669-like personal history: months only, columns From and To, one client clear and one whose year hangs on unknown days",
        files: vec![Export::Book(
            "Schedule A.xlsx",
            vec![
                Sheet {
                    name: "Personal History",
                    rows: "Personal history: do not leave any gaps\nFile No|From (YYYY-MM)|To (YYYY-MM)|Job Title|Name of company/employer/school|NOC|Hours per week|Paid?|Employee or self-employed|Province|Country\n\
                 M-1|2024-03|2025-12|Software developer|Maple Soft Inc.|21232|#37.5|Yes|Employee|ON|Canada\n\
                 M-2|2024-11|2025-11|Software developer|Maple Soft Inc.|21232|#30|Yes|Employee|ON|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits",
                    rows: PERMITS_M,
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language Tests",
                    rows: TESTS_M,
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            table(
                "employment.csv",
                "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 M-1,Maple Soft Inc.,Software developer,21232,2024-03,2025-12,37.5,yes,employee,ON,Canada\n\
                 M-2,Maple Soft Inc.,Software developer,21232,2024-11,2025-11,30,yes,employee,ON,Canada\n",
            ),
            permits(&["M-1", "M-2"]),
            tests(&["M-1", "M-2"]),
        ],
        config: "",
        expect: &[["M-1", "met", "met"], ["M-2", "undetermined", "met"]],
    }
}

/// The form itself asks for no hours, so that nothing in it can be counted: it shows what must be asked.
fn schedule_a() -> Mess {
    Mess {
        name: "imm5669-form",
        source: "IMM 5669 as the form has it: no hours and no pay, studies and idle months between the jobs, so the client is undetermined",
        files: vec![
            Export::Text("history.csv", Encoding::Utf8,
                "Client ID,From (YYYY-MM),To (YYYY-MM),Activity,City and country,Status in country or territory,\"Name of company, employer, school, facility\"\n\
                 I-1,2024-02,2024-03,Unemployed,\"Toronto, Canada\",Visitor,Unemployed\n\
                 I-1,2024-04,2025-12,Software developer,\"Toronto, Canada\",Work visa,Maple Soft Inc.\n".into()),
            Export::Text("permits.csv", Encoding::Utf8, permits(&["I-1"]).1),
            Export::Text("tests.csv", Encoding::Utf8, tests(&["I-1"]).1),
        ],
        twin: vec![
            table("employment.csv", "applicant_id,employer,job_title,start_date,end_date\n\
                 I-1,Unemployed,Unemployed,2024-02,2024-03\nI-1,Maple Soft Inc.,Software developer,2024-04,2025-12\n"),
            permits(&["I-1"]),
            tests(&["I-1"]),
        ],
        config: "",
        expect: &[["I-1", "undetermined", "met"]],
    }
}

const PERMITS_M: &str = "File No|Permit Type|Permit Number|Valid From|Valid To|Applied On|Decided On|Decision\n\
     M-1|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved\n\
     M-2|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved";

const TESTS_M: &str = "File No|Test|Test Date|Listening|Reading|Writing|Speaking\n\
     M-1|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5\n\
     M-2|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5";

/// One job at Maple Soft for one client, in the twin.
fn job(id: &str) -> (&'static str, String) {
    let text = format!(
        "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
         {id},Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n"
    );
    ("employment.csv", text)
}

fn paralegal() -> Mess {
    Mess {
        name: "paralegal-sheet",
        source: "A paralegal's own workbook: title, notes, merged group headings over the headings, blank rows, totals and a signature below",
        files: vec![Export::Book(
            "CEC tracker.xlsx",
            vec![
                Sheet {
                    name: "Work",
                    rows: "CEC TRACKER - work\nupdated by Fiona, ask me before changing!\n\n\
                 Client||Job|||Dates||Time and money|||Place|\n\
                 Client #|Client name|Employer|Position|NOC|Start|End|Hrs/wk|Paid?|Type of worker|Prov|Country\n\
                 PL-3|Okonkwo, Adaeze|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|yes|employee|ON|Canada\n\n\
                 Total||||||||||\nFiona M., 20 November||||||||||",
                    merged: &[(3, 0, 1), (3, 2, 4), (3, 5, 6), (3, 7, 9), (3, 10, 11)],
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits",
                    rows: "PERMITS\n\nClient #|Permit type|Doc #|Valid from|Expiry|Applied|Decided|Decision\n\
                 PL-3|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|approved\n\nCount: 1",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Tests",
                    rows: "Client #|Test|Date taken|Listening|Reading|Writing|Speaking|CLB\n\
                 PL-3|IELTS G|@2025-06-14|#8|#7|#7|#7.5|9",
                    ..Sheet::default()
                },
                Sheet {
                    name: "To do",
                    rows: "call the client\nask for pay stubs",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            table(
                "employment.csv",
                "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 PL-3,Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,yes,employee,ON,Canada\n",
            ),
            permits(&["PL-3"]),
            tests(&["PL-3"]),
        ],
        config: "",
        expect: &[["PL-3", "met", "met"]],
    }
}

fn stacked() -> Mess {
    Mess {
        name: "several-tables",
        source: "One sheet per client with the tables one below the other, each under its own title",
        files: vec![Export::Book(
            "Okonkwo intake.xlsx",
            vec![Sheet {
                name: "Okonkwo",
                rows: "Intake Okonkwo\n\nWork history\nClient ID|Employer|Job title|NOC code|Start date|End date|Hours per week|Pay|Employment type|Province|Country\n\
             S-9|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|Salary|Employee|ON|Canada\n\n\
             Permits\nClient ID|Permit type|Permit number|Valid from|Valid to|Applied on|Decided on|Decision\n\
             S-9|Spousal open work permit|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved\n\n\
             Language tests\nClient ID|Test|Test date|Listening|Reading|Writing|Speaking\n\
             S-9|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5",
                ..Sheet::default()
            }],
        )],
        twin: vec![job("S-9"), permits(&["S-9"]), tests(&["S-9"])],
        config: "",
        expect: &[["S-9", "met", "met"]],
    }
}

fn old_mac() -> Mess {
    Mess {
        name: "workbook-1904",
        source: "A workbook begun on an old Mac: its days count from 1904, four years and a day away from everybody else's",
        files: vec![Export::Book1904(
            "mac.xlsx",
            vec![
                Sheet {
                    name: "Employment",
                    rows: "Client ID|Employer|Job title|NOC code|Start date|End date|Hours per week|Pay|Employment type|Province|Country\n\
                 MAC-1|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|Salary|Employee|ON|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits",
                    rows: "Client ID|Permit type|Permit number|Valid from|Valid to|Applied on|Decided on|Decision\n\
                 MAC-1|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language",
                    rows: "Client ID|Test|Test date|Listening|Reading|Writing|Speaking\n\
                 MAC-1|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![job("MAC-1"), permits(&["MAC-1"]), tests(&["MAC-1"])],
        config: "",
        expect: &[["MAC-1", "met", "met"]],
    }
}

fn hidden() -> Mess {
    Mess {
        name: "hidden-sheet",
        source: "A workbook whose permits lie in a hidden sheet that everybody has forgotten",
        files: vec![Export::Book(
            "clients.xlsx",
            vec![
                Sheet {
                    name: "Jobs",
                    rows: "Client ID|Employer|Job title|NOC code|Start date|End date|Hours per week|Pay|Employment type|Province|Country\n\
                 HID-1|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|Salary|Employee|ON|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "old permits",
                    hidden: true,
                    rows: "Client ID|Permit type|Permit number|Valid from|Valid to|Applied on|Decided on|Decision\n\
                 HID-1|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "IELTS",
                    rows: "Client ID|Test|Test date|Listening|Reading|Writing|Speaking\n\
                 HID-1|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![job("HID-1"), permits(&["HID-1"]), tests(&["HID-1"])],
        config: "",
        expect: &[["HID-1", "met", "met"]],
    }
}

fn bilingual() -> Mess {
    Mess {
        name: "bilingual-headings",
        source: "An Ottawa office's form with every heading in English and French",
        files: vec![Export::Book(
            "formulaire.xlsx",
            vec![
                Sheet {
                    name: "Employment - Emploi",
                    rows: "Client ID / ID client|Employer / Employeur|Job title / Titre du poste|NOC / CNP|Start date / Date de début|End date / Date de fin|Hours per week / Heures par semaine|Paid / Rémunéré|Employment type / Type d'emploi|Province of work / Province de travail|Country of work / Pays de travail\n\
                 BI-5|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|Yes / Oui|Employee|Ontario|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits - Permis",
                    rows: "Client ID / ID client|Permit type / Type de permis|Permit number / Numéro de permis|Valid from / Valide du|Valid to / Valide jusqu'au|Applied on / Demandé le|Decided on / Décidé le|Decision / Décision\n\
                 BI-5|Spousal open work permit|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language - Langue",
                    rows: "Client ID / ID client|Test / Test de langue|Test date / Date du test|Listening / Compréhension de l'oral|Reading / Compréhension de l'écrit|Writing / Expression écrite|Speaking / Expression orale\n\
                 BI-5|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            table(
                "employment.csv",
                "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 BI-5,Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,yes,employee,ON,Canada\n",
            ),
            permits(&["BI-5"]),
            tests(&["BI-5"]),
        ],
        config: "",
        expect: &[["BI-5", "met", "met"]],
    }
}

fn joined_names() -> Mess {
    Mess {
        name: "inverted-questions",
        source: "Names in one cell, and questions asked the other way round: Unpaid?, Self-employed?, Admissible?",
        files: vec![Export::Book(
            "questionnaire.xlsx",
            vec![
                Sheet {
                    name: "Clients",
                    rows: "Client ID|Client name|DOB|Province of destination|Admissible\nIN-1|Okonkwo, Adaeze|@1993-04-25|ON|yes\nIN-2|Lindqvist, Per|@1990-11-30|AB|yes",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Work",
                    rows: "Client ID|Employer|Job title|NOC code|Start date|End date|Hours per week|Unpaid?|Self-employed?|Worked in Canada|Province\n\
                 IN-1|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|no|no|yes|ON\n\
                 IN-2|Lindqvist Consulting|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|no|yes|yes|AB",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Permits",
                    rows: "Client ID|Permit type|Permit number|Valid from|Valid to|Applied on|Decided on|Decision\n\
                 IN-1|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved\n\
                 IN-2|SOWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language",
                    rows: "Client ID|Test|Test date|Listening|Reading|Writing|Speaking\n\
                 IN-1|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5\nIN-2|IELTS General Training|@2025-06-14|#8|#7|#7|#7.5",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            table(
                "applicants.csv",
                "applicant_id,family_name,given_name,date_of_birth,intended_province,inadmissible\nIN-1,Okonkwo,Adaeze,1993-04-25,ON,no\nIN-2,Lindqvist,Per,1990-11-30,AB,no\n",
            ),
            table(
                "employment.csv",
                "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 IN-1,Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,yes,employee,ON,CA\n\
                 IN-2,Lindqvist Consulting,Software developer,21232,2024-03-04,2025-12-19,37.5,yes,self_employed,AB,CA\n",
            ),
            permits(&["IN-1", "IN-2"]),
            tests(&["IN-1", "IN-2"]),
        ],
        config: "",
        expect: &[["IN-1", "met", "met"], ["IN-2", "not_met", "met"]],
    }
}
