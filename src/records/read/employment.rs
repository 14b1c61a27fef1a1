//! Rows of the employment table: one job each.

use super::row::{DateCell, RowReader, SET_ASIDE, UNKNOWN};
use crate::calendar::RecordedSpan;
use crate::finding::ProblemCode;
use crate::law::{Law, NocVersion};
use crate::provenance::Text;
use crate::records::columns::employment as at;
use crate::records::hours::{hours_differ, week_is_exceeded};
use crate::records::meanings::{HOURS, OCCUPATION, PAY};
use crate::records::values::{HoursFault, read_hours, read_noc, read_pay};
use crate::records::{Country, Employment, EmploymentType, EndDate, Fact, Hourly, Province};

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Option<Employment> {
    let employer = row.required_text(at::EMPLOYER);
    let job_title = row.text(at::JOB_TITLE);
    let (noc_code, noc_version) = occupation(row);
    let start = row.required_date(at::START_DATE);
    let end = end_date(row);
    if let Some(EndDate::On(end)) = end {
        row.must_not_be_inverted(start, Some(end), at::END_DATE);
    }
    let hours_per_week = hours(row, at::HOURS_PER_WEEK, true);
    let total_hours = hours(row, at::TOTAL_HOURS, false);
    let pay = row.fact(at::PAY, "pay", |row| {
        row.meaning(at::PAY, &PAY, |row| {
            let (name, inverted) = (row.name(at::PAY), row.inverted(at::PAY));
            read_pay(&row.content(at::PAY), name, inverted, &row.words())
        })
    });
    let employment_type = row.fact(at::EMPLOYMENT_TYPE, "employment_type", |row| {
        EmploymentType::from_id(row.word(at::EMPLOYMENT_TYPE, "employment_type")?)
    });
    let (province, country) = location(row);
    let job = Employment {
        employer: employer?,
        job_title,
        noc_code,
        noc_version,
        start: start?,
        end: end?,
        hours_per_week,
        total_hours,
        pay,
        employment_type,
        province,
        country,
    };
    warn_of_total_hours(row, &job);
    Some(job)
}

fn end_date(row: &mut RowReader<'_>) -> Option<EndDate> {
    if !row.has(at::END_DATE) {
        return Some(EndDate::NoColumn);
    }
    match row.date(at::END_DATE, true, SET_ASIDE) {
        DateCell::Blank => Some(EndDate::Blank),
        DateCell::Ongoing => Some(EndDate::Present),
        DateCell::Read(date) => Some(EndDate::On(date)),
        DateCell::Unreadable => {
            row.give_up();
            None
        }
    }
}

/// The code and its version. A version in the code's own cell ("NOC 2016 2173") speaks where its column is silent.
fn occupation(row: &mut RowReader<'_>) -> (Fact<Text>, Fact<NocVersion>) {
    let mut version = row.fact(at::NOC_VERSION, "noc_version", |row| {
        let word = row.word(at::NOC_VERSION, "noc_version")?;
        word.parse().ok().map(NocVersion)
    });
    let mut own_version = None;
    let given = version.known().copied();
    let code = row.fact(at::NOC_CODE, "noc_code", |row| {
        let find = |row: &RowReader<'_>| read_noc(&row.content(at::NOC_CODE));
        let read = row.meaning(at::NOC_CODE, &OCCUPATION, find)?;
        own_version = read.version;
        let agree = own_version.is_none() || given.is_none() || own_version == given;
        agree.then_some(read.digits)
    });
    if version.is_silent()
        && let (Fact::Known(_), Some(own)) = (&code, own_version)
    {
        version = Fact::Known(own);
        row.read_together();
    }
    let code = match code {
        Fact::Known(digits) => {
            warn_of_unknown_code(row, &digits, &version);
            Fact::Known(digits)
        }
        Fact::Blank => Fact::Blank,
        Fact::NoColumn => Fact::NoColumn,
        Fact::Unclear(doubt) => Fact::Unclear(doubt),
    };
    (code, version)
}

fn warn_of_unknown_code(row: &mut RowReader<'_>, digits: &str, version: &Fact<NocVersion>) {
    let stated = match version {
        Fact::Known(version) => Some(*version),
        Fact::Blank | Fact::NoColumn => None,
        // The version cannot be relied on, which is reported; what the code means is open.
        Fact::Unclear(_) => return,
    };
    let occupations = Law::book().occupations();
    if occupations.resolve(digits, stated).is_none() {
        row.problem(
            ProblemCode::NocUnknown,
            at::NOC_CODE,
            "The code was kept; the occupation was taken as unknown.",
            "Check the code and the version of the classification (2011, 2016 or 2021).",
        );
    }
}

fn hours(row: &mut RowReader<'_>, column: usize, weekly: bool) -> Fact<Hourly> {
    if !row.has(column) {
        return Fact::NoColumn;
    }
    if row.is_blank(column) {
        return Fact::Blank;
    }
    if row.is_broken(column) {
        row.broken(column, UNKNOWN);
        return row.keep_text(column);
    }
    let find = |row: &RowReader<'_>| read_hours(&row.content(column), weekly);
    let fault = match row.meaning(column, &HOURS, find) {
        Ok(hours) => return Fact::Known(hours),
        Err(fault) => fault,
    };
    match fault {
        HoursFault::Unreadable => row.problem(
            ProblemCode::HoursUnreadable,
            column,
            UNKNOWN,
            "Write hours as a number such as 37.5, or a range such as 35-40.",
        ),
        HoursFault::Impossible => row.problem(
            ProblemCode::HoursImpossible,
            column,
            UNKNOWN,
            "Check the number: a week has 168 hours, and hours are never negative.",
        ),
    }
    row.keep_text(column)
}

/// Province and country. A region of a country abroad is no Canadian province and no problem.
fn location(row: &mut RowReader<'_>) -> (Fact<Province>, Fact<Country>) {
    let country = row.fact(at::COUNTRY, "country", |row| {
        row.word(at::COUNTRY, "country")
    });
    let abroad = country.known().is_some_and(|code| *code != "CA");
    let region = |row: &RowReader<'_>| {
        let says_something = row.has(at::PROVINCE) && !row.is_blank(at::PROVINCE);
        says_something
            && !row.is_broken(at::PROVINCE)
            && row.word(at::PROVINCE, "province").is_none()
    };
    let province = if abroad && region(row) {
        row.keep_text(at::PROVINCE)
    } else {
        row.fact(at::PROVINCE, "province", |row| {
            Province::from_id(row.word(at::PROVINCE, "province")?)
        })
    };
    if abroad && province.known().is_some() {
        row.problem(
            ProblemCode::LocationContradictory,
            at::COUNTRY,
            "Both were kept; where the work was performed was taken as unknown.",
            "The country is not Canada but the province is Canadian. Check both.",
        );
    }
    let country = if province.is_silent() && is_of_both(row, &country) {
        row.problem(
            ProblemCode::ValueUnknown,
            at::COUNTRY,
            "Where the work was performed was taken as unknown.",
            "This is the code of a country, and also of a Canadian province or territory. Fill in the province, or write the name of the country.",
        );
        row.keep_text(at::COUNTRY)
    } else {
        country
    };
    let country = match country {
        Fact::Known("CA") => Fact::Known(Country::Canada),
        Fact::Known(code) => Fact::Known(Country::Abroad(row.share(code))),
        Fact::Blank => Fact::Blank,
        Fact::NoColumn => Fact::NoColumn,
        Fact::Unclear(doubt) => Fact::Unclear(doubt),
    };
    (province, country)
}

/// Codes of countries that are also those of Canadian provinces and territories: Newfoundland and Labrador, Nunavut, Prince Edward
/// Island, Saskatchewan, Yukon.
const OF_BOTH: [&str; 5] = ["NL", "NU", "PE", "SK", "YT"];

/// Whether the cell of the country is such a code; the name of a country is no doubt.
fn is_of_both(row: &RowReader<'_>, country: &Fact<&str>) -> bool {
    let is_written = |code: &str| {
        row.content(at::COUNTRY)
            .text()
            .trim()
            .eq_ignore_ascii_case(code)
    };
    let code = country.known().filter(|code| OF_BOTH.contains(*code));
    code.is_some_and(|code| is_written(code))
}

/// Over a closed period total hours must fit into the weeks, and agree with the weekly hours, by some reading of its dates.
fn warn_of_total_hours(row: &mut RowReader<'_>, job: &Employment) {
    let (Fact::Known(total), EndDate::On(end)) = (&job.total_hours, job.end) else {
        return;
    };
    let start = job.start;
    let Some([fewest, most]) = (RecordedSpan { start, end }).lengths() else {
        return;
    };
    if week_is_exceeded(total, most) {
        row.problem(
            ProblemCode::HoursImpossible,
            at::TOTAL_HOURS,
            UNKNOWN,
            "These hours do not fit into the period: a week has 168. Check the hours and the two dates.",
        );
        return;
    }
    let weekly = job.hours_per_week.known();
    if weekly.is_some_and(|weekly| hours_differ(weekly, total, [fewest, most])) {
        row.problem(
            ProblemCode::HoursContradictory,
            at::TOTAL_HOURS,
            "Both were kept; the weekly hours are between the two.",
            "Weekly hours and total hours differ by more than 1 %. Check both and the dates.",
        );
    }
}
