"""Whether programs that others use take the data of publications as they are.

usage: data.py USING_THE_DATA PUBLICATION...

frictionless validates the data package; pandas, polars, DuckDB and, where it is there, R read every table with
types by default, which have to be those of the package; the scripts of the documentation make one and the same
league table. Prints what it could not look at.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import duckdb
import frictionless
import pandas
import polars

RSCRIPT = shutil.which("Rscript")
# What each reader may take for a type. Counts that are not all there are floats to pandas, whole ones.
TYPES = {
    "pandas": {"string": ("str", "object"), "number": ("float64",), "whole": ("int64", "float64")},
    "polars": {"string": ("String",), "number": ("Float64",), "whole": ("Int64",)},
    "duckdb": {"string": ("VARCHAR",), "number": ("DOUBLE",), "whole": ("BIGINT",)},
    "R": {"string": ("character",), "number": ("numeric",), "whole": ("integer",)},
}
faults, skipped = [], []


def read_by_r(path, symbols):
    words = ", ".join(f'"{word}"' for word in symbols)
    script = f'd <- read.csv("{path}", encoding = "UTF-8", na.strings = c({words}))\n'
    script += 'writeLines(paste(names(d), sapply(d, function(c) class(c)[1]), sep = "\\t"))'
    run = subprocess.run([RSCRIPT, "-e", script], check=True, capture_output=True, text=True)
    return dict(line.split("\t") for line in run.stdout.splitlines())


def read(path, symbols):
    """The types that each reader gives the columns; with symbols they are told what is no number."""
    told = symbols != [""]
    yield "pandas", pandas.read_csv(path, **({"na_values": symbols} if told else {})).dtypes.astype(str).to_dict()
    # To polars a column without a value in the first hundred rows is text: told of symbols, it reads all rows first.
    options = {"null_values": symbols, "infer_schema_length": None} if told else {}
    yield "polars", {name: str(kind) for name, kind in polars.read_csv(path, **options).schema.items()}
    nulls = f", nullstr={symbols}" if told else ""
    columns = duckdb.sql(f"DESCRIBE SELECT * FROM read_csv('{path}'{nulls})").fetchall()
    yield "duckdb", {column[0]: column[1] for column in columns}
    if RSCRIPT:
        yield "R", read_by_r(path, ["NA", *symbols] if told else ["NA"])


def check_table(publication, resource):
    path = publication / "data" / resource["path"]
    fields, symbols = resource["schema"]["fields"], resource["schema"]["missingValues"]
    texts = pandas.read_csv(path, dtype=str, keep_default_na=False)
    empty = {name for name in texts if texts[name].isin(symbols).all()}
    skipped.extend(f"{publication.name}/{resource['path']}: {name} has no value" for name in empty)
    for reader, found in read(path, symbols):
        for field in fields:
            kind = {"integer": "whole", "year": "whole"}.get(field["type"], field["type"])
            if field["name"] in empty:
                continue
            # A column of numbers that all are whole has no point in the files for Explore Education Statistics.
            allowed = TYPES[reader][kind]
            if kind == "number" and symbols != [""] and not texts[field["name"]].str.contains(".", regex=False).any():
                allowed = TYPES[reader]["whole"]
            if found.get(field["name"]) not in allowed:
                faults.append(f"{path}: {reader} takes {field['name']} for {found.get(field['name'])}, not {allowed}")


def check_package(publication):
    file = publication / "data" / "datapackage.json"
    report = frictionless.validate(str(file))
    faults.extend(f"{file}: {row}" for row in report.flatten(["name", "rowNumber", "fieldName", "message"])[:20])
    package = json.loads(file.read_text(encoding="utf-8"))
    tables = [resource for resource in package["resources"] if resource["format"] == "csv"]
    for resource in tables:
        check_table(publication, resource)
    return len(tables)


def league_tables(page, publication):
    """What each script of the documentation prints."""
    blocks = re.findall(r"```(python|r)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    faults.extend([] if len(blocks) == 4 else [f"{page} has {len(blocks)} scripts, not four"])
    for number, (language, script) in enumerate(blocks, 1):
        name = f"script {number} in {language}"
        if len(script.splitlines()) > 10:
            faults.append(f"{page}: {name} is longer than ten lines")
        if language == "r" and not RSCRIPT:
            continue
        with tempfile.NamedTemporaryFile("w", suffix=f".{language}", encoding="utf-8") as file:
            file.write(script)
            file.flush()
            command = [RSCRIPT if language == "r" else sys.executable, file.name]
            run = subprocess.run(command, cwd=publication, capture_output=True, text=True)
        if run.returncode:
            faults.append(f"{publication}: {name}: {run.stderr.strip()[-500:]}")
        yield name, run.stdout


def main(page, publications):
    if not RSCRIPT:
        skipped.append("R: it is not there")
    for publication in publications:
        tables = check_package(publication)
        made = dict(league_tables(page, publication))
        first = next(iter(made.values()), "")
        if not first.startswith("1. "):
            faults.append(f"{publication}: the first script makes no league table")
        faults.extend(f"{publication}: {name} makes another league table" for name, table in made.items() if table != first)
        print(f"{publication.name}: {tables} tables, a league table of {len(first.splitlines())} by {len(made)} scripts")
    for said in skipped:
        print(f"not looked at: {said}")
    for fault in faults[:40]:
        print(fault)
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1]), [pathlib.Path(name) for name in sys.argv[2:]]))
