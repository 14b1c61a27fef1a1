//! What case-management and payroll systems export.

use super::{Encoding, Export, Mess, Sheet, permits, table, tests};
use chrono::{Days, NaiveDate};
use std::fmt::Write as _;

/// Two full-time jobs of the twin that most of these share.
fn jobs(one: &str, other: &str) -> (&'static str, String) {
    let text = format!(
        "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
         {one},Maple Soft Inc.,Software developer,21232,2024-03-04,2025-12-19,37.5,salary,employee,ON,Canada\n\
         {other},Prairie Ledger Ltd.,Bookkeeper,12200,2025-09-15,2026-04-30,40,wages,employee,AB,Canada\n"
    );
    ("employment.csv", text)
}

fn people(one: &str, other: &str) -> (&'static str, String) {
    let text = format!(
        "applicant_id,family_name,given_name,date_of_birth,intended_province\n\
         {one},Okonkwo,Adaeze,1993-04-25,ON\n{other},Lindqvist,Per,1990-11-30,AB\n"
    );
    ("applicants.csv", text)
}

pub fn messes() -> Vec<Mess> {
    vec![
        clio_day_first(),
        clio_month_first(),
        clio_unsettled(),
        docketwise(),
        inszoom(),
        payroll(),
        quebec(),
    ]
}

fn clio_day_first() -> Mess {
    Mess {
        name: "clio-day-first",
        source: "Clio Manage, account set to DD/MM/YYYY: snake_case headings, slashes; every date column settles its own order",
        files: vec![
            Export::Text("contacts.csv", Encoding::Utf8,
                "client_reference,first_name,last_name,date_of_birth,email,province_of_destination\n\
                 00451-Okonkwo,Adaeze,Okonkwo,25/04/1993,a@example.invalid,Ontario\n\
                 00452-Lindqvist,Per,Lindqvist,30/11/1990,p@example.invalid,Alberta\n".into()),
            Export::Text("work_history.csv", Encoding::Utf8,
                "client_reference,company_name,position,noc_code,date_started,last_day_worked,hours_per_week,pay_type,employment_status,work_province,work_country\n\
                 00451-Okonkwo,Maple Soft Inc.,Software developer,21232,04/03/2024,19/12/2025,37.5,Salary,Employee,Ontario,Canada\n\
                 00452-Lindqvist,Prairie Ledger Ltd.,Bookkeeper,12200,15/09/2025,30/04/2026,40,Hourly,Employee,Alberta,Canada\n".into()),
            clio_permits("01/05/2023", "30/04/2027", "20/02/2023"),
            clio_tests("14/06/2025"),
        ],
        twin: vec![people("00451-Okonkwo", "00452-Lindqvist"), jobs("00451-Okonkwo", "00452-Lindqvist"), permits(&["00451-Okonkwo", "00452-Lindqvist"]), tests(&["00451-Okonkwo", "00452-Lindqvist"])],
        config: "[[files]]\npattern = \"permits.csv\"\ndate_order = \"day_first\"\n",
        expect: &[["00451-Okonkwo", "met", "met"], ["00452-Lindqvist", "not_met", "met"]],
    }
}

fn clio_permits(from: &str, to: &str, applied: &str) -> Export {
    let mut text = "client_reference,work_permit_type,document_number,valid_from,valid_until,date_applied,decision_date,application_status\n".to_owned();
    for id in ["00451-Okonkwo", "00452-Lindqvist"] {
        let _ = writeln!(
            text,
            "{id},Spousal OWP,U100200300,{from},{to},{applied},{from},Approved"
        );
    }
    Export::Text("permits.csv", Encoding::Utf8, text)
}

fn clio_tests(on: &str) -> Export {
    let mut text =
        "client_reference,test_name,date_of_test,listening,reading,writing,speaking,notes\n"
            .to_owned();
    for id in ["00451-Okonkwo", "00452-Lindqvist"] {
        let _ = writeln!(
            text,
            "{id},IELTS GT,{on},8.0,7.0,7.0,7.5,\"valid, two years\""
        );
    }
    Export::Text("tests.csv", Encoding::Utf8, text)
}

fn clio_month_first() -> Mess {
    Mess {
        name: "clio-month-first",
        source: "Clio Manage, account set to MM/DD/YYYY; the matter number is the key",
        files: vec![
            Export::Text("contacts.csv", Encoding::Utf8,
                "client_reference,first_name,last_name,date_of_birth,province_of_destination\n\
                 00451-Okonkwo,Adaeze,Okonkwo,04/25/1993,ON\n\
                 00452-Lindqvist,Per,Lindqvist,11/30/1990,AB\n".into()),
            Export::Text("work_history.csv", Encoding::Utf8,
                "client_reference,company_name,position,noc_code,date_started,last_day_worked,hours_per_week,pay_type,employment_status,work_province,work_country\n\
                 00451-Okonkwo,Maple Soft Inc.,Software developer,21232,03/04/2024,12/19/2025,37.5,Salary,Employee,ON,Canada\n\
                 00452-Lindqvist,Prairie Ledger Ltd.,Bookkeeper,12200,09/15/2025,04/30/2026,40,Hourly,Employee,AB,Canada\n".into()),
            clio_permits("05/01/2023", "04/30/2027", "02/20/2023"),
            clio_tests("06/14/2025"),
        ],
        twin: vec![people("00451-Okonkwo", "00452-Lindqvist"), jobs("00451-Okonkwo", "00452-Lindqvist"), permits(&["00451-Okonkwo", "00452-Lindqvist"]), tests(&["00451-Okonkwo", "00452-Lindqvist"])],
        config: "[[files]]\npattern = \"permits.csv\"\ndate_order = \"month_first\"\n",
        expect: &[["00451-Okonkwo", "met", "met"], ["00452-Lindqvist", "not_met", "met"]],
    }
}

/// 05/04/2024 to 05/04/2025: 5 April or 4 May. The twin can only give both readings' outcome: undetermined.
fn clio_unsettled() -> Mess {
    Mess {
        name: "clio-unsettled",
        source: "Clio Manage, order of day and month settled by nothing: really lost, so the twin says undetermined too",
        files: vec![
            Export::Text("work.csv", Encoding::Utf8,
                "client_reference,company_name,position,noc_code,date_started,last_day_worked,hours_per_week,pay_type,employment_status,work_province,work_country\n\
                 00460,Maple Soft Inc.,Software developer,21232,03/12/2024,04/11/2025,40,Salary,Employee,ON,Canada\n".into()),
            Export::Text("permits.csv", Encoding::Utf8,
                "client_reference,work_permit_type,document_number,valid_from,valid_until,date_applied,decision_date,application_status\n\
                 00460,Spousal OWP,U100200300,2023-05-01,2027-04-30,2023-02-20,2023-05-01,Approved\n".into()),
            Export::Text("tests.csv", Encoding::Utf8,
                "client_reference,test_name,date_of_test,listening,reading,writing,speaking\n00460,IELTS GT,2025-06-14,8.0,7.0,7.0,7.5\n".into()),
        ],
        twin: vec![
            table("employment.csv", "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay,employment_type,province,country\n\
                 00460,Maple Soft Inc.,Software developer,21232,03/12/2024,04/11/2025,40,salary,employee,ON,Canada\n"),
            permits(&["00460"]),
            tests(&["00460"]),
        ],
        config: "",
        expect: &[["00460", "undetermined", "met"]],
    }
}

fn docketwise() -> Mess {
    Mess {
        name: "docketwise",
        source: "Docketwise-like matter list: title rows, matter ids that are unique beside titles that are not, a sheet per list",
        files: vec![Export::Book(
            "Matter report.xlsx",
            vec![
                Sheet {
                    name: "Matters",
                    rows: "Matter report|\nGenerated 2026-11-20 by the office|\n\nMatter ID|Matter Title|First Name|Last Name|Date of Birth|Assigned To|Intended Province|Phone\n\
                 881201|Express Entry|Adaeze|Okonkwo|@1993-04-25|R. Baptiste|ON|555-0101\n881202|Express Entry|Per|Lindqvist|@1990-11-30|R. Baptiste|AB|555-0102",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Work History",
                    rows: "Matter ID|Matter Title|Employer Name|Job Title|NOC|From|To|Hrs/Wk|Paid?|Type of Employment|Province|Country\n\
                 881201|Express Entry|Maple Soft Inc.|Software developer|21232|@2024-03-04|@2025-12-19|#37.5|Salary|Employee|ON|Canada\n\
                 881202|Express Entry|Prairie Ledger Ltd.|Bookkeeper|12200|@2025-09-15|@2026-04-30|#40|Hourly|Employee|AB|Canada",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Status History",
                    rows: "Matter ID|Matter Title|Status Type|Document #|Issue Date|Expiry Date|Date Applied|Decision Date|Decision\n\
                 881201|Express Entry|Spousal OWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved\n\
                 881202|Express Entry|Spousal OWP|U100200300|@2023-05-01|@2027-04-30|@2023-02-20|@2023-05-01|Approved",
                    ..Sheet::default()
                },
                Sheet {
                    name: "Language Tests",
                    rows: "Matter ID|Test|Test Date|L|R|W|S|TRF\n\
                 881201|IELTS General|@2025-06-14|#8|#7|#7|#7.5|25CA000001\n881202|IELTS General|@2025-06-14|#8|#7|#7|#7.5|25CA000002",
                    ..Sheet::default()
                },
            ],
        )],
        twin: vec![
            people("881201", "881202"),
            jobs("881201", "881202"),
            permits(&["881201", "881202"]),
            tests(&["881201", "881202"]),
        ],
        config: "",
        expect: &[["881201", "met", "met"], ["881202", "not_met", "met"]],
    }
}

fn inszoom() -> Mess {
    Mess {
        name: "inszoom-flat",
        source: "INSZoom-like flat file: everything of a person in one row, pipe-separated, as it comes over SFTP",
        files: vec![Export::Text("zoom_integrator.txt", Encoding::Utf8,
            "Client ID|Last Name|First Name|Date of Birth|Intended Province|Employer Name|Job Title|NOC Code|Employment Start Date|Employment End Date|Hours Per Week|Pay Type|Type of Employment|Work Province|Work Country|Work Permit Type|Work Permit Number|Permit Valid From|Permit Expiry Date|Extension Filed On|Decision Date|Application Status|Test Name|Date of Test|Listening Score|Reading Score|Writing Score|Speaking Score\n\
             Z-77|Okonkwo|Adaeze|1993-04-25|ON|Maple Soft Inc.|Software developer|21232|2024-03-04|2025-12-19|37.5|Salary|Employee|ON|Canada|Spousal OWP|U100200300|2023-05-01|2027-04-30|2023-02-20|2023-05-01|Approved|IELTS GT|2025-06-14|8|7|7|7.5\n\
             Z-78|Lindqvist|Per|1990-11-30|AB|Prairie Ledger Ltd.|Bookkeeper|12200|2025-09-15|2026-04-30|40|Hourly|Employee|AB|Canada|Spousal OWP|U100200300|2023-05-01|2027-04-30|2023-02-20|2023-05-01|Approved|IELTS GT|2025-06-14|8|7|7|7.5\n".into())],
        twin: vec![people("Z-77", "Z-78"), jobs("Z-77", "Z-78"), permits(&["Z-77", "Z-78"]), tests(&["Z-77", "Z-78"])],
        config: "",
        expect: &[["Z-77", "met", "met"], ["Z-78", "not_met", "met"]],
    }
}

fn payroll() -> Mess {
    let mut mess = "Payroll register|||||\nEmployee ID|Employee Name|Company|Job Title|NOC|Pay Period Start|Pay Period End|Reg Hours|O/T Hours|Pay Type|Worker Type|Work Province|Work Country\n".replace('|', ",");
    let mut twin = "applicant_id,employer,job_title,noc_code,start_date,end_date,total_hours,pay,employment_type,province,country\n".to_owned();
    let first = NaiveDate::from_ymd_opt(2024, 9, 2).unwrap_or_default();
    for (id, name, periods) in [
        ("004517", "Okonkwo Adaeze", 30_u64),
        ("004518", "Lindqvist Per", 12),
    ] {
        for period in 0..periods {
            let from = first + Days::new(14 * period);
            let to = from + Days::new(13);
            let _ = writeln!(
                mess,
                "{id},{name},Maple Soft Inc.,Software developer,21232,{from},{to},75.00,0.00,Hourly,Employee,ON,Canada"
            );
            let _ = writeln!(
                twin,
                "{id},Maple Soft Inc.,Software developer,21232,{from},{to},75,wages,employee,ON,Canada"
            );
        }
        let _ = writeln!(mess, "Total,,,,,,,{},,,,,", periods * 75);
    }
    Mess {
        name: "payroll-periods",
        source: "Payroll register: zero-filled employee ids, a row per pay period with its hours, a total per employee",
        files: vec![
            Export::Text("payroll.csv", Encoding::Utf8, mess),
            Export::Text(
                "permits.csv",
                Encoding::Utf8,
                permits(&["004517", "004518"]).1,
            ),
            Export::Text("tests.csv", Encoding::Utf8, tests(&["004517", "004518"]).1),
        ],
        twin: vec![
            ("employment.csv", twin),
            permits(&["004517", "004518"]),
            tests(&["004517", "004518"]),
        ],
        config: "",
        expect: &[["004517", "met", "met"], ["004518", "not_met", "met"]],
    }
}

fn quebec() -> Mess {
    Mess {
        name: "quebec-csv",
        source: "A Quebec office's Excel: semicolons, windows-1252, decimal commas, French headings and words",
        files: vec![
            Export::Text("clients.csv", Encoding::Windows1252,
                "N° client;Nom de famille;Prénom;Date de naissance;Province de destination\r\n\
                 Q-12;Okonkwo;Adaeze;25/04/1993;Ontario\r\nQ-13;Lindqvist;Per;30/11/1990;Alberta\r\n".into()),
            Export::Text("emplois.csv", Encoding::Windows1252,
                "N° client;Employeur;Titre du poste;Code CNP;Date de début;Date de fin;Heures/semaine;Rémunéré;Type d'emploi;Province du travail;Pays du travail\r\n\
                 Q-12;Maple Soft Inc.;Développeuse;21232;4 mars 2024;19 décembre 2025;37,5;Salaire;Employée;Ontario;Canada\r\n\
                 Q-13;Prairie Ledger Ltd.;Teneur de livres;12200;15 sept. 2025;30 avril 2026;40,0;Salaire horaire;Employé;Alberta;Canada\r\n".into()),
            Export::Text("permis.csv", Encoding::Windows1252,
                "N° client;Type de permis;Numéro du document;Valide du;Valide jusqu'au;Date de la demande;Date de décision;Décision\r\n\
                 Q-12;Permis de travail ouvert pour conjoint;U100200300;2023-05-01;2027-04-30;2023-02-20;2023-05-01;Approuvé\r\n\
                 Q-13;Permis de travail ouvert pour conjoint;U100200300;2023-05-01;2027-04-30;2023-02-20;2023-05-01;Approuvée\r\n".into()),
            Export::Text("langue.csv", Encoding::Windows1252,
                "N° client;Nom du test;Date d'examen;Compréhension de l'oral;Compréhension de l'écrit;Expression écrite;Expression orale\r\n\
                 Q-12;IELTS General Training;2025-06-14;8,0;7,0;7,0;7,5\r\nQ-13;IELTS General Training;2025-06-14;8,0;7,0;7,0;7,5\r\n".into()),
        ],
        twin: vec![people("Q-12", "Q-13"), jobs("Q-12", "Q-13"), permits(&["Q-12", "Q-13"]), tests(&["Q-12", "Q-13"])],
        config: "",
        expect: &[["Q-12", "met", "met"], ["Q-13", "not_met", "met"]],
    }
}
