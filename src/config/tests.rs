use super::*;

fn read_text(text: &str) -> Result<(Configuration, Diagnostics), Diagnostics> {
    Configuration::read(text, "weights.toml")
}

#[test]
fn the_file_that_ships_is_valid_and_says_every_key() {
    let (configuration, problems) = read_text(DEFAULT_TEXT).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(&configuration, Configuration::built_in());
    let keys = [
        "title",
        "aggregation",
        "normalisation",
        "common_set",
        "minimum_coverage",
        "coverage_by",
        "domains_required",
        "minimum_children",
        "pooling_years",
        "policy",
        "count",
        "police_multiple",
        "review_days",
        "mixed_sources",
        "count_same_carer_moves",
        "draws",
        "seed",
        "weight_noise",
        "sources",
        "interval",
        "groups",
        "mode",
        "threshold",
        "percentage_minimum_denominator",
        "rounding",
        "publisher",
        "contact",
        "release_date",
        "licence",
        "licence_url",
        "url",
        "embargoed",
        "board_name",
        "author",
        "approved_by",
        "documents",
        "changes",
        "status",
        "publisher_is_official_producer",
        "complete",
        "weight",
        "goalposts",
        "years",
        "indicators",
        "words",
    ];
    for key in keys {
        assert!(
            DEFAULT_TEXT
                .lines()
                .any(|line| line.trim_start().starts_with(&format!("{key} ="))),
            "{key}"
        );
    }
}

#[test]
fn an_empty_file_means_the_one_that_ships() {
    assert_eq!(&read_text("").unwrap().0, Configuration::built_in());
    assert_eq!(
        &read_text("[scorecard]\n[ranking]\n").unwrap().0,
        Configuration::built_in()
    );
}

#[test]
fn every_key_left_out_has_the_value_that_ships() {
    let without_domains: String = DEFAULT_TEXT
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect::<Vec<_>>()
        .join("\n");
    for (at, line) in without_domains.lines().enumerate() {
        let key = line.split(" =").next().unwrap_or_default().trim();
        let structural = line.trim().is_empty() || line.trim_start().starts_with(['[', ']', '"']);
        if structural
            || [
                "code",
                "title",
                "weight",
                "goalposts",
                "reason",
                "years",
                "indicators",
                "words",
                "complete",
                "required",
            ]
            .contains(&key)
        {
            continue;
        }
        let shorter: Vec<&str> = without_domains
            .lines()
            .enumerate()
            .filter(|(n, _)| *n != at)
            .map(|(_, l)| l)
            .collect();
        assert_eq!(
            &read_text(&shorter.join("\n")).unwrap().0,
            Configuration::built_in(),
            "without {line}"
        );
    }
}

#[test]
fn built_in_indicators_know_their_title_direction_and_kind() {
    let text = "[[domain]]\ncode = \"d\"\n[[domain.indicator]]\ncode = \"missing-incident-rate\"\ngoalposts = { worst = 9, best = 1 }\n";
    let (configuration, problems) = read_text(text).unwrap();
    let indicator = &configuration.domains[0].indicators[0];
    assert_eq!(indicator.title, "Missing incidents per 100 children");
    assert_eq!(
        (indicator.direction, indicator.kind),
        (Direction::LowerIsBetter, Kind::Rate)
    );
    assert_eq!(indicator.weight, 1.0);
    assert!(problems.is_empty());
}

#[test]
fn a_direction_left_out_of_an_unknown_indicator_is_warned_of() {
    let text = "[scorecard]\nnormalisation = \"rank\"\n[[domain]]\ncode = \"d\"\n[[domain.indicator]]\ncode = \"Mine\"\n";
    let (configuration, problems) = read_text(text).unwrap();
    assert_eq!(
        configuration.domains[0].indicators[0].direction,
        Direction::HigherIsBetter
    );
    assert_eq!(
        problems.iter().map(|d| d.code).collect::<Vec<_>>(),
        [Code::ConfigAssumed]
    );
}

#[test]
fn an_indicators_own_normalisation_wins_and_goalposts_alone_do_not() {
    let text = "[scorecard]\nnormalisation = \"min-max\"\n[[domain]]\ncode = \"d\"\n\
        [[domain.indicator]]\ncode = \"a\"\ndirection = \"none\"\nweight = 1\ngoalposts = { worst = 1, best = 2 }\n\
        [[domain.indicator]]\ncode = \"b\"\ndirection = \"higher-is-better\"\nnormalisation = \"z-score\"\n";
    let (configuration, _) = read_text(text).unwrap();
    let indicators = &configuration.domains[0].indicators;
    assert_eq!(indicators[0].normalisation, Normalisation::MinMax);
    assert_eq!(indicators[1].normalisation, Normalisation::ZScore);
}

#[test]
fn statuses_need_their_producer() {
    assert!(read_text("[publication]\nstatus = \"official-statistics\"\n").is_err());
    assert!(read_text("[publication]\nstatus = \"official-statistics\"\npublisher_is_official_producer = true\n").is_ok());
    assert!(read_text("[publication]\nstatus = \"national-treasure\"\n").is_err());
    assert!(read_text("[publication]\nrelease_date = \"20/11/2025\"\n").is_err());
}

#[test]
fn more_domains_cannot_be_required_than_there_are() {
    assert!(read_text("[scorecard]\ndomains_required = 4\n").is_ok());
    assert!(read_text("[scorecard]\ndomains_required = 5\n").is_err());
    assert!(read_text("[scorecard]\ndomains_required = \"most\"\n").is_err());
    assert!(read_text("[scorecard]\ndomains_required = 1.5\n").is_err());
}

#[test]
fn weights_that_leave_nothing_to_score_are_an_error() {
    let text = "[scorecard]\nnormalisation = \"rank\"\n[[domain]]\ncode = \"d\"\nweight = 0\n[[domain.indicator]]\ncode = \"a\"\ndirection = \"higher-is-better\"\n";
    let problems = read_text(text).unwrap_err();
    assert_eq!(
        problems.iter().map(|d| d.code).collect::<Vec<_>>(),
        [Code::ConfigNothingScored]
    );
}

#[test]
fn codes_that_could_not_name_a_file_are_refused() {
    for code in ["", "a b", "../up", ".hidden", "naïve", "a/b"] {
        let text = format!(
            "[[domain]]\ncode = \"{code}\"\n[[domain.indicator]]\ncode = \"a\"\ndirection = \"none\"\n"
        );
        assert!(read_text(&text).is_err(), "{code}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = read_text(&text);
    }

    #[test]
    fn any_cut_or_garbled_copy_of_the_file_is_read_or_refused(at in 0..DEFAULT_TEXT.len(), with in ".{0,3}") {
        let mut text = DEFAULT_TEXT.to_owned();
        if text.is_char_boundary(at) {
            text.insert_str(at, &with);
            let _ = read_text(&text);
            text.truncate(at);
            let _ = read_text(&text);
        }
    }
}

#[test]
fn years_that_stand_apart_are_named_in_the_file() {
    let built_in = Configuration::built_in();
    assert!(built_in.apart("repeat-missing", 2018).is_some());
    assert_eq!(built_in.apart("repeat-missing", 2019), None);
    assert_eq!(built_in.apart("placed-outside", 2017), None);
    let own = "[[apart]]\nyears = [2023]\nindicators = [\"placed-outside\"]\nwords = \"a new definition\"\n";
    let (configuration, _) = read_text(own).unwrap();
    let apart = configuration.apart("placed-outside", 2023);
    assert_eq!(
        apart.map(|apart| apart.words.as_str()),
        Some("a new definition")
    );
    assert_eq!(configuration.apart("repeat-missing", 2018), None);
    let (none, _) = read_text("apart = []\n").unwrap();
    assert!(none.apart.is_empty());
}

#[test]
fn years_that_stand_apart_are_whole_and_of_indicators_that_are_known() {
    let text = "[[apart]]\nyears = [2015.5, 12]\nindicators = [\"repeat-mising\"]\nword = \"x\"\n";
    let problems = read_text(text).unwrap_err();
    let said: Vec<String> = problems
        .iter()
        .map(|problem| problem.message.clone())
        .collect();
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(
        said.iter().any(|said| said.contains("repeat-mising")),
        "{said:?}"
    );
}
