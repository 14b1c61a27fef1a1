//! Rows of the language tests table: one test each, with its four scores.

use super::row::{RowReader, SET_ASIDE};
use crate::finding::ProblemCode;
use crate::law::{Ability, DesignatedTest};
use crate::provenance::Text;
use crate::records::columns::language_tests as at;
use crate::records::meanings::SCORE;
use crate::records::values::{ScoreFault, WrittenScore};
use crate::records::{LanguageTest, Score, TestName};

/// The columns of the scores, in the order of [`Ability::ALL`].
const SCORES: [usize; 4] = [at::LISTENING, at::READING, at::WRITING, at::SPEAKING];

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Option<LanguageTest> {
    let word = row.required_word(at::TEST, "test");
    let test = word.and_then(test_of);
    let test_text = test_text(row, word);
    let test_date = row.required_date(at::TEST_DATE);
    row.dated(test_date);
    let scores = scores(row, test);
    let scale_699 = row.fact(at::SCORE_SCALE, "score_scale", |row| {
        match row.word(at::SCORE_SCALE, "score_scale")? {
            "699" => Some(true),
            "standard" => Some(false),
            _ => None,
        }
    });
    let registration_number = row.text(at::REGISTRATION_NUMBER);
    Some(LanguageTest {
        test_text,
        test: test?,
        test_date: test_date?,
        scores: scores?,
        scale_699,
        registration_number,
    })
}

/// The name of the test as it stands, or the canonical word where the firm has a name of its own for it.
fn test_text(row: &mut RowReader<'_>, word: Option<&'static str>) -> Text {
    let content = row.content(at::TEST);
    let written = content.text();
    let mapped = row.words().maps(row.name(at::TEST), &written);
    match word {
        Some(word) if mapped => row.share(word),
        _ => row.share(&written),
    }
}

/// The test that a canonical word names.
fn test_of(word: &str) -> Option<TestName> {
    let designated = |id: &str| DesignatedTest::ALL.into_iter().find(|test| test.id() == id);
    match word.strip_prefix("family:") {
        Some(id) => designated(id).map(TestName::Family),
        None if word == "not_designated" => Some(TestName::NotDesignated),
        None => designated(word).map(TestName::Designated),
    }
}

/// The four scores; every one is looked at, whatever the others are.
fn scores(row: &mut RowReader<'_>, test: Option<TestName>) -> Option<[Score; 4]> {
    let [listening, reading, writing, speaking] = [0, 1, 2, 3].map(|at: usize| {
        let column = SCORES.get(at).copied()?;
        let ability = Ability::ALL.get(at).copied()?;
        score(row, column, ability, test)
    });
    Some([listening?, reading?, writing?, speaking?])
}

fn score(
    row: &mut RowReader<'_>,
    column: usize,
    ability: Ability,
    test: Option<TestName>,
) -> Option<Score> {
    if row.lacks(column) {
        return None;
    }
    if row.is_broken(column) {
        row.broken(column, SET_ASIDE);
        row.give_up();
        return None;
    }
    let test = test?;
    let find = |row: &RowReader<'_>| WrittenScore::of(&row.content(column));
    let written = row.meaning(column, &SCORE, find);
    let read = written.and_then(|written| match test {
        TestName::Designated(test) => written.of_test(test, ability),
        // Which scores it can give is not known: what is readable is kept.
        TestName::Family(_) | TestName::NotDesignated => {
            written.of_any().ok_or(ScoreFault::Unreadable)
        }
    });
    if let Ok(Score::Level(_)) = read {
        // A level is shown by the name of the scale that its test is on.
        row.read_together();
    }
    match read {
        Ok(score) => return Some(score),
        Err(ScoreFault::Unreadable) => row.problem(
            ProblemCode::ScoreUnreadable,
            column,
            SET_ASIDE,
            "Write the score as on the report, or a level such as CLB 9.",
        ),
        Err(ScoreFault::Impossible) => row.problem(
            ProblemCode::ScoreImpossible,
            column,
            SET_ASIDE,
            "The test cannot give this score. Check the score and which test it is.",
        ),
    }
    row.give_up();
    None
}
