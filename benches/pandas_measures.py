"""The same measures in plain pandas, for comparison with `cargo bench --bench measures`.

    python3 benches/pandas_measures.py DATASET YEAR [CELLS]

DATASET has returns in .../<authority>/<year>/*.csv, as `care-scorecard sample` writes them. The
scored child-level measures of three years are computed, placements child by child, and written to
CELLS where it is named: a line a cell, to be compared with `care-scorecard measures --all-years`.
"""

import sys
import time
from pathlib import Path

import pandas as pd

SHORT = {"V3", "V4"}


def read(folder, name, years):
    parts = []
    for path in sorted(Path(folder).rglob(f"{name}.csv")):
        year = path.parent.name
        if year not in years:
            continue
        part = pd.read_csv(path, dtype=str, keep_default_na=False)
        part["LA"], part["YEAR"] = path.parent.parent.name, int(year)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def dates(frame, *columns):
    for column in columns:
        frame[column] = pd.to_datetime(frame[column], format="%d/%m/%Y", errors="coerce")


def share(part, whole):
    """One count over another by authority; none counted is 0."""
    return part.reindex(whole.index, fill_value=0) / whole


def spans(rows):
    """The placements of one child: first row, and last day or none."""
    found, before, spell = [], None, None
    for row in rows:
        decom, dec, rne, ls, place, key = row[:6]
        if ls in SHORT:
            before = spell = None
            continue
        if place[:1] == "T":
            if before is not None:
                touches = (spell[0] and spell[1] == decom) if spell else before[0] == decom
                spell = (touches, dec)
            continue
        if before is None:
            same = False
        elif spell and spell[0] and spell[1] == decom:
            same = before[1] == key
        else:
            old = before[1][0]
            adopted = place in ("A3", "A5") and old[:1] == "U"
            same = adopted or (rne in ("L", "T", "U") and not (place in ("U2", "U5") and old != place))
        if same:
            end = found[-1][1]
            found[-1][1] = pd.NaT if pd.isna(end) or pd.isna(dec) else max(end, dec)
        else:
            found.append([row, dec])
        before, spell = (dec, key), None
    return found


def placements(rows, first, last):
    """How many placements of one child count from one day to another."""
    count = 0
    for row, end in spans(rows):
        start = row[0]
        open_first = start <= first and (pd.isna(end) or end > first)
        count += open_first or first <= start <= last
    return count


def begun(rows):
    """First day and side of each placement of one child."""
    return [(row[0], row[6]) for row, _ in spans(rows)]


def period_start(rows, census):
    start = end = rec = None
    for decom, dec, rne, ls, place, key, reason in rows:
        if decom > census:
            break
        if ls in SHORT:
            start = None
            continue
        gap = start is not None and end is not pd.NaT and decom > end
        if start is None or gap or (rne == "S" and decom > start) or rec not in ("", "X1"):
            start, end = decom, dec
        else:
            end = pd.NaT if pd.isna(end) or pd.isna(dec) else max(end, dec)
        rec = "" if pd.isna(dec) else reason
    return start if start is not None and (pd.isna(end) or end > census) else None


def year_measures(episodes, missing, people, interviews, notices, year):
    first, census = pd.Timestamp(year - 1, 4, 1), pd.Timestamp(year, 3, 31)
    ep = episodes[episodes.YEAR == year].sort_values(["LA", "CHILD", "DECOM", "DEC"])
    mis = missing[missing.YEAR == year]
    care = ep[~ep.LS.isin(SHORT)]
    at = care[(care.DECOM <= census) & (care.DEC.isna() | (care.DEC > census))]
    at = at.groupby(["LA", "CHILD"], sort=False).tail(1)
    during = care[(care.DECOM <= census) & (care.DEC.isna() | (care.DEC >= first))]
    n = at.groupby("LA").size()
    in_year = during.groupby("LA").CHILD.nunique()
    out = {
        "own-provision": (at.PLACE_PROVIDER == "PR1").groupby(at.LA).sum() / n,
        "other-accommodation": at.PLACE.isin(["H5", "P2", "Z1"]).groupby(at.LA).sum() / n,
        "placed-outside": (at.PL_LOCATION == "OUT").groupby(at.LA).sum() / n,
    }
    far = (at.PL_LOCATION == "OUT") & (pd.to_numeric(at.PL_DISTANCE, errors="coerce").between(20.0001, 999.8))
    out["placed-20-miles-outside"] = far.groupby(at.LA).sum() / n
    inc = mis[(mis.MIS_START <= census) & (mis.MIS_END.isna() | (mis.MIS_END >= first))].reset_index()
    both = inc.merge(care[["LA", "CHILD", "DECOM", "DEC", "PL_LOCATION"]], on=["LA", "CHILD"])
    both = both[(both.DECOM <= both.MIS_START) & (both.DEC.isna() | (both.DEC >= both.MIS_START))]
    inc = inc[inc["index"].isin(both["index"])]
    m = inc[inc.MISSING == "M"]
    per_child = m.groupby(["LA", "CHILD"]).size()
    out["children-missing"] = share(per_child.groupby("LA").size(), in_year)
    out["missing-incident-rate"] = share(m.groupby("LA").size(), in_year)
    out["repeat-missing"] = (per_child >= 2).groupby("LA").mean()
    out["missing-or-away"] = share(inc.groupby("LA").CHILD.nunique(), in_year)
    known = m[m.MIS_END.notna() | (m.MIS_START <= pd.Timestamp(year, 3, 28))]
    days = (known.MIS_END.fillna(census) - known.MIS_START).dt.days
    out["long-missing"] = (days >= 3).groupby(known.LA).mean()
    outside = during[during.PL_LOCATION == "OUT"].groupby("LA").CHILD.nunique()
    gone = both[(both.MISSING == "M") & (both.PL_LOCATION == "OUT") & (both.DEC.isna() | (both.DEC > both.MIS_START))]
    out["outside-and-missing"] = share(gone.groupby("LA").CHILD.nunique(), outside)
    ended = care[care.DEC.between(first, census) & (care.REASON_PLACE_CHANGE != "")]
    out["unplanned-moves"] = (~ended.REASON_PLACE_CHANGE.isin(["CARPL", "PLACE", "CUSTOD"])).groupby(ended.LA).mean()
    out["three-placements"] = three_placements(ep, at, first, census)
    out |= interview_measures(m, care, interviews[interviews.YEAR == year], first, census)
    out["host-notified"] = host_notified(ep, notices[notices.YEAR == year], first, census)
    before = set(episodes.YEAR)
    if year - 1 in before:
        out["three-placements-two-years"] = long_term(episodes, at, year)
    if {year - 1, year - 2} <= before:
        out["same-carer-two-years"] = same_carer(episodes, at, people[people.YEAR == year], year)
    return out


def interview_measures(m, care, interviews, first, census):
    """Those about return interviews; what is due are incidents ended in the year and in care."""
    ended = m[m.MIS_END.between(first, census)].reset_index(names="incident")
    still = ended.merge(care[["LA", "CHILD", "DECOM", "DEC"]], on=["LA", "CHILD"])
    still = still[(still.DECOM <= still.MIS_END) & (still.DEC.isna() | (still.DEC > still.MIS_END))]
    due = ended[ended.incident.isin(still.incident)]
    due = due.merge(interviews.drop(columns="YEAR"), on=["LA", "CHILD", "MIS_START"], how="left")
    days = pd.Timedelta(days=3)
    n = due.groupby("LA").incident.nunique()
    out = {}
    for code, column in (("held", "INTERVIEW_DATE"), ("offered", "OFFERED_DATE")):
        within = (due[column] >= due.MIS_END) & (due[column] <= due.MIS_END + days)
        told = due[within].groupby("LA").incident.nunique()
        out[f"interview-{code}-in-three-days"] = share(told, n)
    offered = due[(due.OFFERED == "Y") | (due.OFFERED.fillna("").eq("") & due.OFFERED_DATE.notna())]
    offers = offered.groupby("LA").incident.nunique()
    accepted = offered[offered.ACCEPTED == "Y"].groupby("LA").incident.nunique()
    out["interview-accepted"] = share(accepted, offers)
    m = m.reset_index(names="incident")
    all_m = m.merge(interviews.drop(columns="YEAR"), on=["LA", "CHILD", "MIS_START"], how="left")
    within = (all_m.REVIEW_DATE >= all_m.MIS_START) & (all_m.REVIEW_DATE <= all_m.MIS_START + pd.Timedelta(days=28))
    incidents = all_m.groupby("LA").incident.nunique()
    reviewed = all_m[within].groupby("LA").incident.nunique()
    out["placement-review-held"] = share(reviewed, incidents)
    return out


def host_notified(ep, notices, first, census):
    told = notices.groupby(["LA", "CHILD", "DECOM"]).NOTIFIED_DATE.min().to_dict()
    rows = []
    for who, own in by_child(ep, "PL_LOCATION").items():
        for start, side in begun([r[:6] + r[-1:] for r in own]):
            if first <= start <= census and side == "OUT":
                rows.append((who[0], told.get((*who, start), pd.NaT) <= start))
    return pd.DataFrame(rows, columns=["LA", "told"]).groupby("LA").told.mean()


def same_carer(episodes, at, people, year):
    """Looked after for 2.5 years and under 16: with the same carer for two years?"""
    joined = join(episodes, year, 3)
    groups = by_child(joined)
    born = dict(zip(zip(people.LA, people.CHILD), people.DOB))
    census, since = pd.Timestamp(year, 3, 31), pd.Timestamp(year - 2, 3, 31)
    long = pd.Timestamp(year - 3, 9, 30)
    rows = []
    for who, current in zip(zip(at.LA, at.CHILD), at.DECOM):
        start, birth = period_start(groups[who], census), born.get(who, pd.NaT)
        if start is None or start > long or not birth > census - pd.DateOffset(years=16):
            continue
        own = [r for r in groups[who] if r[0] <= current]
        rows.append((who[0], carer_since(own) <= since))
    return pd.DataFrame(rows, columns=["LA", "same"]).groupby("LA").same.mean()


def carer_since(rows):
    """Since when a child is with the carer of the last row."""
    spans, before, spell = [], None, None
    for decom, dec, rne, ls, place, key, _ in rows:
        if ls in SHORT:
            before = spell = None
            continue
        if place[:1] == "T":
            if before is not None:
                touches = (spell[0] and spell[1] == decom) if spell else before[0] == decom
                spell = (touches, dec)
            continue
        same = before is not None and (
            (place in ("A3", "A5") and before[1][0][:1] == "U" and not (spell and spell[0] and spell[1] == decom))
            or rne in ("L", "T", "U")
            or bool(spell and spell[0] and spell[1] == decom and before[1] == key)
        )
        if not same:
            spans.append([decom, place[:1] == "A", None])
        elif place in ("A3", "A5") and before[1][0][:1] == "U":
            spans[-1][2] = spans[-1][0]
        before, spell = (dec, key), None
    if not spans or (spell and not spell[0]):
        return pd.Timestamp.max
    since, adopted, _ = spans[-1]
    if rows[-1][4][:1] == "A" and adopted and len(spans) > 1:
        since = min(since, spans[-2][0])
    return since


def keyed(ep, *more):
    key = list(zip(ep.PLACE, ep.PLACE_PROVIDER, ep.PL_POST, ep.URN))
    return list(zip(ep.DECOM, ep.DEC, ep.RNE, ep.LS, ep.PLACE, key, ep.REC, *(ep[name] for name in more)))


def by_child(ep, *more):
    groups = {}
    for who, row in zip(zip(ep.LA, ep.CHILD), keyed(ep, *more)):
        groups.setdefault(who, []).append(row)
    return groups


def join(episodes, year, count):
    """Several returns as one: the later wins; what the next lacks ends on 1 April."""
    some = episodes[episodes.YEAR.between(year + 1 - count, year)]
    some = some.sort_values(["LA", "CHILD", "DECOM", "YEAR"])
    some = some.drop_duplicates(["LA", "CHILD", "DECOM"], keep="last").copy()
    dropped = some.DEC.isna() & (some.YEAR < year)
    some.loc[dropped, "DEC"] = pd.to_datetime(some.YEAR[dropped].astype(str) + "-04-01")
    return some


def three_placements(ep, at, first, census):
    groups = by_child(ep)
    many = [placements([r[:6] for r in groups[who]], first, census) >= 3 for who in zip(at.LA, at.CHILD)]
    return pd.Series(many, index=at.LA).groupby(level=0).mean()


def long_term(episodes, at, year):
    groups = by_child(join(episodes, year, 2))
    census, since = pd.Timestamp(year, 3, 31), pd.Timestamp(year - 2, 3, 31)
    rows = []
    for who in zip(at.LA, at.CHILD):
        start = period_start(groups[who], census)
        if start is not None and start <= since:
            rows.append((who[0], placements([r[:6] for r in groups[who]], since + pd.Timedelta(days=1), census) >= 3))
    return pd.DataFrame(rows, columns=["LA", "many"]).groupby("LA").many.mean()


def main(folder, year, cells=None):
    began = time.perf_counter()
    names = [str(y) for y in range(year - 2, year + 1)]
    tables = ("header", "episodes", "missing", "return-interviews", "notifications")
    people, episodes, missing, interviews, notices = (read(folder, name, names) for name in tables)
    dates(people, "DOB")
    dates(episodes, "DECOM", "DEC")
    dates(missing, "MIS_START", "MIS_END")
    dates(interviews, "MIS_START", "OFFERED_DATE", "INTERVIEW_DATE", "REVIEW_DATE")
    dates(notices, "DECOM", "NOTIFIED_DATE")
    all_cells = []
    for y in range(year - 2, year + 1):
        measures = year_measures(episodes, missing, people, interviews, notices, y)
        for code, series in measures.items():
            all_cells += [(y, code, la, 100 * value) for la, value in series.items()]
    rows = sum(len(table) for table in (people, episodes, missing, interviews, notices))
    print(f"{len(all_cells)} cells of {rows} rows in {time.perf_counter() - began:.2f} s")
    if cells:
        pd.DataFrame(all_cells, columns=["year", "indicator", "code", "value"]).to_csv(cells, index=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
