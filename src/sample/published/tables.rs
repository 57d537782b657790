//! The tables, with the columns and labels of the 2024 release.

use super::Year;
use super::count::Counts;
use super::row::{PLACE_COLUMNS, Site, is_small, mean, parts, percent, push};
use crate::sample::nation::Authority;

/// Kinds of placement, as published.
pub(super) const PLACEMENTS: [&str; 8] = [
    "Foster placements",
    "Independent and semi-independent living arrangements/supported accommodation",
    "Other placements",
    "Other residential settings",
    "Placed for adoption",
    "Placed with parents or other person with parental responsibility",
    "Residential schools",
    "Secure homes and children's homes",
];
/// Providers, as published.
pub(super) const PROVIDERS: [&str; 7] = [
    "Other LA provision",
    "Other public provision (e.g. by a PCT etc)",
    "Own provision (by the LA)",
    "Parents or other person with parental responsibility",
    "Placement provider not reported",
    "Private provision",
    "Voluntary/third sector provision",
];
const LOCALITIES: [&str; 6] = [
    "1. Placed inside the LA boundary, 20 miles or less from home",
    "2. Placed outside the LA boundary, 20 miles or less from home",
    "3. Placed inside the LA boundary, more than 20 miles from home",
    "4. Placed outside the LA boundary, more than 20 miles from home",
    "5. Placed inside the LA boundary, distance not known or not recorded",
    "6. Placed outside the LA boundary, distance not known or not recorded",
];

/// Figures of the table of missing incidents, as published.
const MISSING: [&str; 13] = [
    "Average number of away from placement without authorisation incidents per looked after child",
    "Average number of missing incidents per looked after child who went missing",
    "Children away from placement without authorisation at 31 March",
    "Children looked after during the year",
    "Children missing at 31 March",
    "Children who had a missing incident during the year",
    "Children who went missing more than once during the year",
    "Children who were away from placement without authorisation during the year",
    "Children who were away from placement without authorisation more than once during the year",
    "Number of away from placement without authorisation incidents during the year",
    "Number of missing incidents during the year",
    "Percentage of children who had a missing incident during the year",
    "Percentage of children who were away from placement without authorisation during the year",
];
const DISTANCES: [&str; 3] = [
    "Distance not known or not recorded",
    "Placed 20 miles or less from home",
    "Placed more than 20 miles from home",
];
const HOSTED: [&str; 2] = [
    "1. Own LA children placed internally within the local authority boundary",
    "2. Other LA children externally placed within the local authority boundary",
];
const SIDES: [&str; 2] = [
    "Placed inside the local authority boundary",
    "Placed outside the local authority boundary",
];

/// Every table: its name and its text.
pub(super) fn all(nation: &[Authority], years: &[Year]) -> Vec<(&'static str, String)> {
    let table = |columns: &str, rows: fn(&mut String, &str, &Site<'_>, &Counts)| {
        let mut text = format!("{PLACE_COLUMNS},{columns}\n");
        for (year, counts) in years {
            for (site, counts) in sites(nation, counts) {
                rows(&mut text, &site.columns(*year), &site, &counts);
            }
        }
        text
    };
    vec![
        (
            "la_children_who_were_missing_or_away_from_placement_without_authorisation",
            table("CLA_group,number", missing),
        ),
        (
            "la_cla_on_31_march_by_characteristics",
            table(
                "characteristic,breakdown,children_count,children_percent",
                characteristics,
            ),
        ),
        (
            "la_cla_placement_stability",
            table("cla_group,placement_stability,number,percentage", stability),
        ),
        (
            "la_cla_on_31_march_la_of_placement_netgain",
            table("characteristic,number", net_gain),
        ),
        (
            "cla_number_and_rate_per_10k_children",
            table(
                "population_count,population_estimate,number,rate_per_10000",
                rates,
            ),
        ),
    ]
}

/// The nation, its regions, its authorities, each with its counts.
fn sites<'a>(nation: &'a [Authority], counts: &'a [Counts]) -> Vec<(Site<'a>, Counts)> {
    let mut sites = vec![(Site::Nation, Counts::sum(counts.iter()))];
    let last = nation.last().map_or(0, |a| a.region);
    for region in 0..=last {
        let within = nation
            .iter()
            .zip(counts)
            .filter(|(a, _)| a.region == region);
        sites.push((Site::Region(region), Counts::sum(within.map(|(_, c)| c))));
    }
    let each = nation.iter().zip(counts);
    sites.extend(each.map(|(a, c)| (Site::Authority(a), c.clone())));
    sites
}

fn missing(table: &mut String, place: &str, site: &Site<'_>, counts: &Counts) {
    let c = counts;
    let gone = Group::of(site, c.during_year, c.missing, c.missing_again, c.incidents);
    let away = Group::of(site, c.during_year, c.away, c.away_again, c.away_incidents);
    let still = |count: usize| match c.during_year {
        0 => "z".to_owned(),
        _ => site.count(count),
    };
    let figures = [
        away.each,
        gone.each,
        still(c.away_31_march),
        site.count(c.during_year),
        still(c.missing_31_march),
        gone.children,
        gone.again,
        away.children,
        away.again,
        away.incidents,
        gone.incidents,
        gone.share,
        away.share,
    ];
    for (label, figure) in MISSING.into_iter().zip(figures) {
        push(table, place, &[label, &figure]);
    }
}

/// The figures of missing incidents, or of absences without authorisation.
struct Group {
    children: String,
    again: String,
    incidents: String,
    each: String,
    share: String,
}

impl Group {
    fn of(site: &Site<'_>, during: usize, children: usize, again: usize, incidents: usize) -> Self {
        let all = |symbol: &str| Self {
            children: symbol.to_owned(),
            again: symbol.to_owned(),
            incidents: symbol.to_owned(),
            each: symbol.to_owned(),
            share: symbol.to_owned(),
        };
        if during == 0 {
            return all("z");
        }
        if !site.is_rounded() && (is_small(children) || is_small(during - children)) {
            return all("c");
        }
        let once = children - again;
        let unsafe_again = !site.is_rounded() && (is_small(again) || is_small(once));
        Self {
            children: site.count(children),
            again: if unsafe_again {
                "c".to_owned()
            } else {
                site.count(again)
            },
            incidents: site.count(incidents),
            each: if children == 0 {
                "0".to_owned()
            } else {
                mean(incidents, children)
            },
            share: percent(children, during),
        }
    }
}

fn characteristics(table: &mut String, place: &str, site: &Site<'_>, counts: &Counts) {
    let [near_in, near_out, far_in, far_out, unknown_in, unknown_out] = counts.localities;
    let (inside, outside) = (counts.inside(), counts.outside());
    let distances = [
        unknown_in + unknown_out,
        near_in + near_out,
        far_in + far_out,
    ];
    let uasc = [counts.at_31_march - counts.uasc, counts.uasc];
    let hosted = [inside, counts.hosted];
    let sides = [inside, outside];
    let groups: [(&str, &[&str], &[usize]); 7] = [
        (
            "Distance between home and placement",
            &DISTANCES,
            &distances,
        ),
        (
            "Distance between home and placement and locality of placement",
            &LOCALITIES,
            &counts.localities,
        ),
        ("LA of placement", &HOSTED, &hosted),
        ("Locality of placement", &SIDES, &sides),
        ("Place providers", &PROVIDERS, &counts.providers),
        ("Placement", &PLACEMENTS, &counts.placements),
        (
            "Unaccompanied asylum-seeking children",
            &["Non-UASC", "UASC"],
            &uasc,
        ),
    ];
    for (group, labels, counts) in groups {
        for (label, (count, share)) in labels.iter().zip(parts(site, counts)) {
            push(table, place, &[group, label, &count, &share]);
        }
        total(table, place, site, [group, "Total"], counts.iter().sum());
    }
}

fn total(table: &mut String, place: &str, site: &Site<'_>, labels: [&str; 2], count: usize) {
    let share = match site.count(count).as_str() {
        _ if count == 0 => "z",
        "c" => "c",
        _ => "100",
    };
    push(
        table,
        place,
        &[labels[0], labels[1], &site.count(count), share],
    );
}

fn stability(table: &mut String, place: &str, site: &Site<'_>, counts: &Counts) {
    let groups = [
        (
            "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years",
            "Living with the same carer for at least 2 years",
            counts.same_carer,
            counts.long_term,
        ),
        (
            "CLA 2 years on 31 March",
            "With 3 or more placements during the previous 2 years",
            counts.three_in_two_years,
            counts.two_years,
        ),
        (
            "CLA on 31 March",
            "With 3 or more placements during the year",
            counts.three_placements,
            counts.at_31_march,
        ),
    ];
    for (group, label, count, of) in groups {
        let shown = parts(site, &[count, of - count]).into_iter().next();
        let (count, share) = shown.unwrap_or_default();
        push(table, place, &[group, label, &count, &share]);
        total(table, place, site, [group, "Total children"], of);
    }
}

fn net_gain(table: &mut String, place: &str, site: &Site<'_>, counts: &Counts) {
    let (hosted, outside) = (counts.hosted, counts.outside());
    let suppressed =
        !site.is_rounded() && [hosted, outside, counts.inside()].into_iter().any(is_small);
    let rounded = |count: usize| match site.is_rounded() {
        true => ((count + 5) / 10 * 10) as i64,
        false => count as i64,
    };
    let figures = match (counts.at_31_march, suppressed) {
        (0, _) => ["z".to_owned(), "z".to_owned(), "z".to_owned()],
        (_, true) => ["c".to_owned(), "c".to_owned(), "c".to_owned()],
        _ => {
            let gain = rounded(hosted) - rounded(outside);
            [
                rounded(hosted).to_string(),
                rounded(outside).to_string(),
                gain.to_string(),
            ]
        }
    };
    let labels = [
        "1. Children who are the responsibility of other LAs placed within this LA boundary",
        "2. Children who are the responsibility of this LA placed outside the LA boundary",
        "Net gain of children by responsible LA",
    ];
    for (label, figure) in labels.into_iter().zip(figures) {
        push(table, place, &[label, &figure]);
    }
}

fn rates(table: &mut String, place: &str, site: &Site<'_>, counts: &Counts) {
    let rows = [
        (
            "Children ceasing to be looked after each year",
            counts.ceased,
        ),
        (
            "Children looked after at 31 March each year",
            counts.at_31_march,
        ),
        (
            "Children starting to be looked after each year",
            counts.started,
        ),
    ];
    let population = counts.population;
    for (label, count) in rows {
        let (shown, rate) = match site.count(count) {
            small if small == "c" => (small, "c".to_owned()),
            shown => (
                shown,
                (count * 10_000 + population / 2)
                    .checked_div(population)
                    .unwrap_or(0)
                    .to_string(),
            ),
        };
        push(
            table,
            place,
            &[label, &population.to_string(), &shown, &rate],
        );
    }
}
