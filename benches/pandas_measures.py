"""The same measures in plain pandas, for comparison with `cargo bench --bench measures`.

    python3 benches/pandas_measures.py DATASET YEAR

DATASET has returns in .../<authority>/<year>/{header,episodes,missing}.csv, as `care-scorecard
sample` writes them. Every measure of three returns is computed, placements row by row.
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


def placements(rows, first, last):
    """Placements of one child that count from one day to another."""
    starts, ends, before, spell = [], [], None, None
    for row in rows:
        decom, dec, rne, ls, place, key = row
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
            ends[-1] = pd.NaT if pd.isna(ends[-1]) or pd.isna(dec) else max(ends[-1], dec)
        else:
            starts.append(decom)
            ends.append(dec)
        before, spell = (dec, key), None
    count = 0
    for start, end in zip(starts, ends):
        open_first = start <= first and (pd.isna(end) or end > first)
        count += open_first or first <= start <= last
    return count


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


def year_measures(episodes, missing, year):
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
    out["children-missing"] = per_child.groupby("LA").size() / in_year
    out["missing-incident-rate"] = m.groupby("LA").size() / in_year
    out["repeat-missing"] = (per_child >= 2).groupby("LA").mean()
    out["missing-or-away"] = inc.groupby("LA").CHILD.nunique() / in_year
    days = (m.MIS_END.fillna(census) - m.MIS_START).dt.days
    out["long-missing"] = (days >= 3).groupby(m.LA).mean()
    outside = during[during.PL_LOCATION == "OUT"].groupby("LA").CHILD.nunique()
    gone = both[(both.MISSING == "M") & (both.PL_LOCATION == "OUT") & (both.DEC.isna() | (both.DEC > both.MIS_START))]
    out["outside-and-missing"] = gone.groupby("LA").CHILD.nunique() / outside
    ended = care[care.DEC.between(first, census) & (care.REASON_PLACE_CHANGE != "")]
    out["unplanned-moves"] = (~ended.REASON_PLACE_CHANGE.isin(["CARPL", "PLACE", "CUSTOD"])).groupby(ended.LA).mean()
    out["three-placements"] = three_placements(ep, at, first, census)
    if {year - 1, year - 2} <= set(episodes.YEAR):
        out["three-placements-two-years"] = long_term(episodes, at, year)
    return out


def keyed(ep):
    key = list(zip(ep.PLACE, ep.PLACE_PROVIDER, ep.PL_POST, ep.URN))
    return list(zip(ep.DECOM, ep.DEC, ep.RNE, ep.LS, ep.PLACE, key, ep.REC))


def by_child(ep):
    groups = {}
    for who, row in zip(zip(ep.LA, ep.CHILD), keyed(ep)):
        groups.setdefault(who, []).append(row)
    return groups


def three_placements(ep, at, first, census):
    groups = by_child(ep)
    many = [placements([r[:6] for r in groups[who]], first, census) >= 3 for who in zip(at.LA, at.CHILD)]
    return pd.Series(many, index=at.LA).groupby(level=0).mean()


def long_term(episodes, at, year):
    joined = episodes[episodes.YEAR.between(year - 1, year)].sort_values(["LA", "CHILD", "DECOM", "YEAR"])
    joined = joined.drop_duplicates(["LA", "CHILD", "DECOM"], keep="last")
    groups = by_child(joined)
    census, since = pd.Timestamp(year, 3, 31), pd.Timestamp(year - 2, 3, 31)
    rows = []
    for who in zip(at.LA, at.CHILD):
        start = period_start(groups[who], census)
        if start is not None and start <= since:
            rows.append((who[0], placements([r[:6] for r in groups[who]], since + pd.Timedelta(days=1), census) >= 3))
    return pd.DataFrame(rows, columns=["LA", "many"]).groupby("LA").many.mean()


def main(folder, year):
    began = time.perf_counter()
    years = {str(y) for y in range(year - 2, year + 1)}
    episodes, missing = read(folder, "episodes", years), read(folder, "missing", years)
    read(folder, "header", years)
    dates(episodes, "DECOM", "DEC")
    dates(missing, "MIS_START", "MIS_END")
    count = 0
    for y in range(year - 2, year + 1):
        measures = year_measures(episodes, missing, y)
        count += sum(len(series) for series in measures.values())
    print(f"{count} cells of {len(episodes) + len(missing)} rows in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
