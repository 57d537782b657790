"""Opens the spreadsheets of a publication in LibreOffice and checks each rule for accessible ones.

usage: spreadsheets.py PUBLICATION
"""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Comma, quote, UTF-8, from the first line, all text quoted, cells as they are and not as shown, every sheet.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1"
FRONT = ["Cover", "Contents", "Notes"]

faults = []


def rule(holds, said):
    if not holds:
        faults.append(said)


def converted(book, folder):
    """Every sheet as LibreOffice reads it: name to rows."""
    profile = folder / "profile"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
    command += ["--convert-to", AS_CSV, "--outdir", str(folder), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    sheets = {}
    for path in sorted(folder.glob(f"{book.stem}-*.csv")):
        name = path.stem.removeprefix(f"{book.stem}-")
        with path.open(encoding="utf-8", newline="") as file:
            sheets[name] = list(csv.reader(file))
    return sheets


def check_sheet(where, name, rows):
    rule(rows and rows[0][0], f"{where}: {name} has no title in A1")
    rule(all(row[0] for row in rows), f"{where}: {name} has a blank row or starts outside column A")
    header = next((at for at, row in enumerate(rows) if len(row) > 1 and row[1]), None)
    if name == "Cover":
        rule(header is None, f"{where}: the cover is more than one column")
        return
    rule(header is not None, f"{where}: {name} has no table")
    if header is None:
        return
    rule("one table" in rows[1][0], f"{where}: {name} does not say how many tables it has")
    if name not in FRONT:
        rule("Notes" in rows[1][0], f"{where}: {name} does not say where the notes are")
        rule(rows[0][0].startswith("Table "), f"{where}: {name} has no numbered title")
    rule(len(set(rows[header])) == len(rows[header]), f"{where}: {name} has a header twice")
    rule(all(all(row) for row in rows[header:]), f"{where}: {name} has a blank cell in its table")


def check_text(where, sheets):
    cover = "\n".join(row[0] for row in sheets["Cover"])
    for part in ["Publisher:", "Contact:", "Date of release:"] + [f"[{s}]: " for s in ["c", "z", "x", "low", "u"]]:
        rule(part in cover, f"{where}: the cover lacks {part}")
    listed = [row[0] for row in sheets["Contents"]]
    rule(all(name in listed for name in sheets if name != "Contents"), f"{where}: the contents lack a sheet")
    notes = {row[0] for row in sheets["Notes"]}
    for name, rows in sheets.items():
        for cell in (cell for row in rows for cell in row):
            if name != "Cover":
                for note in re.findall(r"\[note \d+\]", cell):
                    rule(note in notes, f"{where}: {name} refers to {note}, which is not there")
            number = re.fullmatch(r"-[\d.]+(E-?\d+)?", cell)
            rule(number or cell[:1] not in tuple("=+-@\t\r"), f"{where}: {name}: a cell starts a formula: {cell}")
            if cell.startswith("[") and cell.endswith("]") and name not in FRONT:
                rule(cell in ["[c]", "[z]", "[x]", "[low]", "[u]"], f"{where}: {name}: unknown shorthand {cell}")


def same_number(shown, given):
    return abs(float(shown) - float(given)) <= 1e-12 * max(1.0, abs(float(given)))


def check_values(where, sheets, publication):
    """The numbers LibreOffice reads are those of the tables."""
    year = str(json.loads(next(publication.glob("manifest.json")).read_text())["year"])
    with next(publication.glob("data/measures*.csv")).open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    # The year that the publication opens with, then the others from the latest.
    given.sort(key=lambda row: (row["year"] != year, -int(row["year"])))
    rows = next(rows for rows in sheets.values() if ": Measures," in rows[0][0])
    header = next(at for at, row in enumerate(rows) if row[:2] == ["Year", "Level"])
    shown = [dict(zip(rows[header], row)) for row in rows[header + 1 :]]
    rule(len(shown) == len(given), f"{where}: {len(shown)} measures, not {len(given)}")
    columns = {"Count": "numerator", "Out of": "denominator", "Value": "value"}
    for ours, row in zip(shown, given):
        for head, column in columns.items():
            cell, want = ours[head], row[column]
            agrees = same_number(cell, want) if want else cell.startswith("[")
            rule(agrees and ours["Year"] == row["year"], f"{where}: {row['authority_code']} {row['year']} {row['indicator']} {column}: {cell}, not {want}")
    with next(publication.glob("data/scores*.csv")).open(encoding="utf-8", newline="") as file:
        ranked = [row for row in csv.DictReader(file) if row["level"] == "overall" and row["rank"]]
    rows = next((rows for rows in sheets.values() if "Overall ranks" in rows[0][0]), [[]])
    header = next((at for at, row in enumerate(rows) if row[:2] == ["Year", "Authority code"]), 0)
    shown = {tuple(row[:2]): dict(zip(rows[header], row)) for row in rows[header + 1 :]}
    rule(len(shown) == len(ranked), f"{where}: {len(shown)} ranked, not {len(ranked)}")
    for row in ranked:
        agrees = same_number(shown[row["year"], row["authority_code"]]["Overall score"], row["score"])
        rule(agrees, f"{where}: the score of {row['authority_code']} {row['year']}")


def check_ods(book):
    with zipfile.ZipFile(book) as archive:
        first = archive.infolist()[0]
        rule(first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED, "ODS: mimetype is not first and plain")
        content = ElementTree.fromstring(archive.read("content.xml"))
        rule(b"<dc:language>en-GB" in archive.read("meta.xml"), "ODS: no language")
    tables = [t for t in content.iter(f"{TABLE}table") if t.get(f"{TABLE}name") != "Cover"]
    ranges = [r for r in content.iter(f"{TABLE}database-range") if r.get(f"{TABLE}contains-header") == "true"]
    rule(len(tables) == len(ranges), "ODS: a table is not marked as a table with a header")
    spans = [f"{TABLE}number-columns-spanned", f"{TABLE}number-rows-spanned", f"{TABLE}formula"]
    for cell in content.iter(f"{TABLE}table-cell"):
        rule(not any(cell.get(span) for span in spans), "ODS: a merged cell or a formula")
        rule(cell.get(f"{OFFICE}value-type") in ("string", "float"), "ODS: a cell without a type")
    rule(b"background-color" not in ElementTree.tostring(content), "ODS: a coloured cell")


def check_xlsx(book):
    with zipfile.ZipFile(book) as archive:
        names = archive.namelist()
        sheets = [n for n in names if n.startswith("xl/worksheets/sheet")]
        tables = [n for n in names if n.startswith("xl/tables/")]
        rule(len(tables) == len(sheets) - 1, "XLSX: a table is not marked as a table")
        for name in sheets:
            sheet = ElementTree.fromstring(archive.read(name))
            rule(sheet.find(f"{MAIN}mergeCells") is None, f"XLSX: merged cells in {name}")
            rule(next(sheet.iter(f"{MAIN}f"), None) is None, f"XLSX: a formula in {name}")
        rule(b"<dc:title>" in archive.read("docProps/core.xml"), "XLSX: no title")


def main(publication):
    books = {"ODS": next(publication.glob("data/*.ods")), "XLSX": next(publication.glob("data/*.xlsx"))}
    read = {}
    for where, book in books.items():
        with tempfile.TemporaryDirectory() as folder:
            read[where] = converted(book, pathlib.Path(folder))
        rule(all(name in read[where] for name in FRONT), f"{where}: LibreOffice found {list(read[where])}")
        for name, rows in read[where].items():
            check_sheet(where, name, rows)
        check_text(where, read[where])
        check_values(where, read[where], publication)
    rule(read["ODS"] == read["XLSX"], "the two formats differ")
    check_ods(books["ODS"])
    check_xlsx(books["XLSX"])
    cells = sum(len(row) for rows in read["ODS"].values() for row in rows)
    print(f"{len(read['ODS'])} sheets, {cells} cells, {len(faults)} faults in {publication.name}")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
