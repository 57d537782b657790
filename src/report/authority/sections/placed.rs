//! Where children are placed, and whose children are placed here.

use crate::disclosure::{AuthorityTables, Column, FlowRow, Published, PublishedTable};
use crate::source::published::Location;

use super::super::super::figure::Figure;
use super::super::super::{file_name, number, words};
use super::super::Subject;
use super::model::{
    GroupCell, GroupColumn, GroupRow, GroupTable, RowSubject, SectionBody, SectionChart, TableHead,
    TableSubject,
};
use super::names;
use super::tables::{
    Group, SetOut, Setting, ShareOf, figure, named, of_total, of_total_and_row, out_of, set,
    set_out,
};

/// Most authorities named in a sentence.
const NAMED: usize = 3;
/// Fewest children in the authority with the most that are worth a chart.
const FEW_TO_NAME: f64 = 3.0;
/// Fewest bars that are worth a chart.
const WORTH_A_CHART: usize = 4;

const BEST_INTERESTS: &str = "A placement outside can be in a child’s best interests.";
const UASC_DISTANCE: &str = "Distance is not expected for unaccompanied children.";
const MISSING_NOT_SAID: &str = "How many of them went missing, and of how many the host was told, is said for each authority named where it can be; a sum would give \
     away the others.";

const TOLD: &str = "Whether the host was told is read from the records of every year.";
const TOLD_OF_SOME: &str = "Whether the host was told is read from the records of every year. Of some years there is none, so that it can be said only \
     of children whose placement began in a recorded year; shares are of those.";

impl Subject<'_> {
    /// Where its children are placed.
    pub(in crate::report) fn placed_where(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let all = self.placed_tables(tables)?;
        Some(SectionBody {
            finding: self.placed_finding(tables)?,
            chart: self.hosts_chart(tables),
            tables: all,
            notes: placed_notes(),
            source: self.of_return(),
        })
    }

    /// The tables on where its children are placed, at least one.
    pub(in crate::report) fn placed_tables(
        self,
        tables: &AuthorityTables,
    ) -> Option<Vec<GroupTable>> {
        tables.placements.as_ref()?.total(Column::Outside)?;
        let day = format!("31 March {}", self.assessment.year);
        let distance = tables.distance.as_ref().and_then(|table| {
            let caption = format!(
                "Children looked after on {day}, by side of the boundary and distance from home"
            );
            named(
                table,
                caption,
                "Placed",
                |side| names::side(*side),
                of_total_only,
            )
        });
        let flows = tables.hosts.as_ref().and_then(|table| {
            let caption = format!("Children placed outside on {day}, by where");
            self.flow_table(table, caption, "Where", TableSubject::Hosts)
        });
        let reasons = tables.out_reasons.as_ref().and_then(|table| {
            let caption = format!("Children placed outside on {day}, by why");
            named(
                table,
                caption,
                "Reason",
                |reason| names::out_reason(*reason),
                of_total,
            )
        });
        let all: Vec<GroupTable> = [distance, flows, reasons].into_iter().flatten().collect();
        (!all.is_empty()).then_some(all)
    }

    /// The authorities that host the most of its children, as bars.
    pub(in crate::report) fn hosts_chart(self, tables: &AuthorityTables) -> Option<SectionChart> {
        self.flow_chart(tables.hosts.as_ref()?)
    }

    /// How far from home its children placed outside live.
    pub(in crate::report) fn miles_outside(self, tables: &AuthorityTables) -> Option<GroupTable> {
        let caption = format!(
            "Children placed outside on 31 March {}, by distance from home",
            self.assessment.year
        );
        let name = |band: &usize| {
            let subject = match *band {
                names::MILES_UP_TO_20 => RowSubject::UpTo20Miles,
                _ => RowSubject::Group,
            };
            Group {
                subject,
                ..Group::named(names::MILES_OUTSIDE.get(*band).copied().unwrap_or(""))
            }
        };
        let setting = Setting::new(caption, "Distance from home", &name, &of_total);
        set(tables.outside_miles.as_ref()?, setting)
    }

    fn placed_finding(self, tables: &AuthorityTables) -> Option<String> {
        let placed = tables.placements.as_ref()?;
        let outside = placed.total(Column::Outside)?;
        let year = self.assessment.year;
        let census = tables.at_census.unwrap_or(Published::Withheld);
        if outside.count().is_none() {
            return Some(format!(
                "How many of its children were placed outside on 31 March {year} is withheld."
            ));
        }
        let mut finding = format!(
            "{} were placed outside the authority on 31 March {year}.",
            out_of(placed, outside, census, "children")
        );
        if let Some(named) = tables.hosts.as_ref().and_then(|t| self.largest(t)) {
            finding += &format!(" The authorities named with the most: {named}.");
        }
        Some(finding)
    }

    /// The same from published figures alone.
    pub(in crate::report) fn placed_where_published(self) -> Option<SectionBody> {
        let year = self.assessment.year;
        let measures = &self.assessment.evidence.measures;
        let here = Location::Authority(self.id);
        let count = |indicator: &str| {
            let cell = measures.best(year, indicator, &here)?;
            cell.numerator.zip(cell.denominator)
        };
        let (outside, all) = count("placed-outside")?;
        let far = count("placed-20-miles-outside");
        let far = far.map(|(far, of)| {
            let cells = vec![part(far, of)];
            GroupRow::new("Outside and over 20 miles from home", cells)
        });
        let rows = [GroupRow::new("Outside", vec![part(outside, all)])]
            .into_iter()
            .chain(far)
            .chain([GroupRow::total(vec![part(all, 0.0)])]);
        let said = number::count(outside);
        let share = if all > 0.0 {
            format!(" ({})", number::share(outside / all))
        } else {
            String::new()
        };
        let finding = format!(
            "{said} of {} children{share} were placed outside the authority on 31 March {year}. Published figures do not say where.",
            number::count(all)
        );
        let head = TableHead {
            caption: format!("Children looked after on 31 March {year}, by where they are placed"),
            groups: Some("Placed"),
            columns: vec![GroupColumn::number("Children")],
            subject: TableSubject::Groups,
        };
        let table = GroupTable::new(head, rows.collect(), Vec::new(), Vec::new());
        Some(SectionBody {
            finding,
            chart: None,
            tables: vec![table],
            notes: vec![BEST_INTERESTS.to_owned()],
            source: self.sources_of(&["placed-outside", "placed-20-miles-outside"]),
        })
    }

    /// Whose children it hosts.
    pub(in crate::report) fn hosted(self, tables: &AuthorityTables) -> Option<SectionBody> {
        let table = tables.hosted.as_ref()?;
        let year = self.assessment.year;
        let total = figure(table.total(Column::Children)?);
        let counted = if tables.hosted_is_complete {
            String::new()
        } else {
            format!(
                " This rests on the returns of {} other authorities; children of others are not counted.",
                tables.hosted_from_returns
            )
        };
        let whom = self.largest(table);
        let whom = whom.map_or_else(String::new, |named| {
            format!(" The authorities named with the most: {named}.")
        });
        let finding = if let Some(count) = total.value {
            format!(
                "{} of other authorities {} placed here on 31 March {year}.{whom}{counted}",
                words::capitalised(&words::counted(count, "child", "children")),
                words::were(count)
            )
        } else {
            format!(
                "Children of other authorities were placed here on 31 March {year}.{whom}{counted}"
            )
        };
        let caption = format!(
            "Children of other authorities placed here on 31 March {year}, by whose they are"
        );
        let groups = TableSubject::Groups;
        let flows = self.flow_table(table, caption, "Authority responsible", groups)?;
        Some(SectionBody {
            finding,
            chart: None,
            tables: vec![flows],
            notes: Vec::new(),
            source: format!("Source: {}.", self.returns_of_others()),
        })
    }

    /// Where the figures on hosted children come from.
    pub(in crate::report) fn returns_of_others(self) -> String {
        let year = self.assessment.year;
        format!("the returns of other authorities on children looked after, {year}")
    }

    fn flow_table(
        self,
        table: &PublishedTable<FlowRow>,
        caption: String,
        groups: &'static str,
        subject: TableSubject,
    ) -> Option<GroupTable> {
        let name = |row: &FlowRow| self.flow_name(*row);
        let setting = Setting {
            subject,
            ..Setting::new(caption, groups, &name, &of_total_and_row)
        };
        let set = set_out(table, setting)?;
        let notes = flow_notes(&set).map(str::to_owned).collect();
        Some(set.table(Vec::new(), notes))
    }

    fn flow_name(self, row: FlowRow) -> Group {
        Group::named(match row {
            FlowRow::Authority(id) => {
                let reported = self.assessment.position(id).is_some();
                return Group {
                    file: reported.then(|| file_name(self.assessment.code(id))),
                    ..Group::named(self.assessment.name(id))
                };
            }
            FlowRow::Others => "Other authorities",
            FlowRow::OutsideEngland => "Scotland, Wales and Northern Ireland",
            FlowRow::NotKnown => "Not known where",
            FlowRow::Elsewhere => "Elsewhere, or not known where",
        })
    }

    /// The authorities named with the most children: "Kent (30) and Surrey (12)".
    pub(in crate::report) fn largest(self, table: &PublishedTable<FlowRow>) -> Option<String> {
        let named = table.rows.iter().filter_map(|(row, cells)| match row {
            FlowRow::Authority(id) => {
                let count = cells.first()?.count()?;
                Some(format!("{} ({count})", self.assessment.name(*id)))
            }
            _ => None,
        });
        let named: Vec<String> = named.take(NAMED).collect();
        (!named.is_empty()).then(|| words::list(&named))
    }

    fn flow_chart(self, table: &PublishedTable<FlowRow>) -> Option<SectionChart> {
        let bars = table.rows.iter().filter_map(|(row, cells)| match row {
            FlowRow::Authority(id) => {
                let count = cells.first().copied()?;
                Some((self.assessment.name(*id).to_owned(), figure(count)))
            }
            _ => None,
        });
        let bars: Vec<(String, Figure)> = bars.collect();
        let (_, most) = bars.first()?;
        let as_many = bars.iter().filter(|(_, count)| count.value == most.value);
        let first: Vec<String> = as_many.map(|(name, _)| name.clone()).collect();
        let title = if first.len() > NAMED {
            format!("The most in any one authority named: {}", most.display)
        } else {
            let (host, each) = match first.len() {
                1 => ("hosts", ""),
                _ => ("host", " each"),
            };
            format!(
                "Of the authorities named, {} {host} the most: {}{each}",
                words::list(&first),
                most.display
            )
        };
        let tells = bars.len() >= WORTH_A_CHART && most.value.is_some_and(|n| n >= FEW_TO_NAME);
        tells.then_some(SectionChart {
            title,
            axis: "Children placed there on 31 March".to_owned(),
            units: "authorities".to_owned(),
            bars,
        })
    }
}

/// Shares of the total under all children, none under bands of distance.
fn of_total_only(column: Column) -> ShareOf {
    match column {
        Column::Children => ShareOf::Total,
        _ => ShareOf::Nothing,
    }
}

/// What must be said about a table of flows.
fn flow_notes(set: &SetOut) -> impl Iterator<Item = &'static str> {
    let parts = set.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    let withheld = parts.into_iter().any(|cell| !cell.figure.is_number());
    let has = |column: Column| set.counted.contains(&column);
    let told = if has(Column::Notifiable) {
        TOLD_OF_SOME
    } else {
        TOLD
    };
    let withheld = withheld.then_some(MISSING_NOT_SAID);
    let told = has(Column::Notified).then_some(told);
    withheld.into_iter().chain(told)
}

/// What must be said about where children are placed.
pub(in crate::report) fn placed_notes() -> Vec<String> {
    vec![format!("{BEST_INTERESTS} {UASC_DISTANCE}")]
}

/// A published count and its share.
fn part(count: f64, of: f64) -> GroupCell {
    GroupCell {
        figure: Figure::number(count, number::count(count)),
        share: (of > 0.0).then(|| number::share(count / of)),
    }
}
