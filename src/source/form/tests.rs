use super::*;

fn answered(rows: &[&str]) -> (FormAnswers, Diagnostics) {
    let head = "\"Kent: a title, with a comma\"\n\
        Question,Answer,Out of,Note,How to count,Authority code,Year,Question code\n";
    let text = format!("{head}{}\n", rows.join("\n"));
    let table = Table::open("form.xlsx, sheet Children", &text).unwrap();
    assert_eq!(table.recognised().unwrap().shape, "form");
    let mut diagnostics = Diagnostics::default();
    let answers = form(&table, Register::built_in(), &mut diagnostics);
    (answers, diagnostics)
}

#[test]
fn answers_become_what_files_of_their_kinds_hold() {
    let (answers, diagnostics) = answered(&[
        "In care,\"1,960\",,,,E10000016,2024,measure/cla-at-31-march",
        "Outside,383 of 1956,,,,E10000016,2024,measure/placed-outside",
        "Missing,<5,40,,,E10000016,2024,measure/children-missing",
        "Told,n/a,12,,,E10000016,2024,measure/uasc-share",
        "Incidents,200,,,,E10000016,2024,interviews/incidents",
        "Held,not recorded,,,,E10000016,2024,interviews/held",
        "Police,250,,,,E10000016,2024,police/responsible/all/missing_incidents",
        "Steps,We opened a home.,,,,E10000016,2024,steps-taken/Steps taken",
        "Far,2,,,,E10000016,2024,answers/Distance from home/Over 50 miles",
        ",,,,,,,",
    ]);
    let of = |indicator: &str| {
        let found = answers.measures.iter().find(|m| m.indicator == indicator);
        found.map(|m| (m.numerator, m.denominator, m.value))
    };
    let number = |n: f64| Some(Figure::Number(n));
    assert_eq!(of("cla-at-31-march"), Some((None, None, number(1960.0))));
    assert_eq!(
        of("placed-outside"),
        Some((number(383.0), number(1956.0), None))
    );
    let withheld = Some(Figure::Symbol(Symbol::Confidential));
    assert_eq!(of("children-missing"), Some((withheld, number(40.0), None)));
    assert_eq!(of("uasc-share"), None);
    assert_eq!(answers.interviews[0].incidents, Figure::Number(200.0));
    assert_eq!(
        answers.interviews[0].held,
        Figure::Symbol(Symbol::NotAvailable)
    );
    assert!((answers.police[0].missing_incidents - 250.0).abs() < f64::EPSILON);
    assert_eq!(answers.words.len(), 2);
    // The row that gives only what it is out of is told of; nothing else is.
    assert_eq!(diagnostics.iter().count(), 1, "{diagnostics:?}");
}

#[test]
fn an_answer_that_cannot_be_read_is_told_once_and_never_shown() {
    let (answers, diagnostics) = answered(&[
        "Outside,Jane Doe 12 High Street,1956,,,E10000016,2024,measure/placed-outside",
        "Missing,50,40,,,E10000016,2024,measure/children-missing",
        "Rate,90,40,,,E10000016,2024,measure/missing-incident-rate",
        "Far,12,,,,E10000016,2024,measure/placed-20-miles-outside",
        "Lost,12,,,,E10000016,2024,",
        "No such,12,,,,E10000016,2024,measure/no-such-thing",
    ]);
    let read: Vec<&str> = answers
        .measures
        .iter()
        .map(|m| m.indicator.as_str())
        .collect();
    assert_eq!(read, ["missing-incident-rate"]);
    let said: Vec<String> = diagnostics.iter().map(|d| format!("{d:?}")).collect();
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(!said.join(" ").contains("Jane"));
}
