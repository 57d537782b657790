"""Packs what a board manager has as three files: a return and the other files of a dataset as archives, and the log of
return interviews as a workbook with a title, as somebody keeps it.

    python3 board_files.py RETURN OTHERS TITLE OUT

RETURN is a folder `<authority>/<year>`; OTHERS a folder with everything else (RETURN, where it lies there, is left out); TITLE stands above the log. Without a log in RETURN one is made up from the missing incidents. OUT is made.
"""

import csv
import os
import sys
import zipfile
from xml.sax.saxutils import escape

LOG = "return-interviews.csv"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Log" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def files_in(folder):
    """Paths below a folder, in order, without what was never part of a release."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield os.path.relpath(os.path.join(above, name), folder)


def pack(path, folder, within, left_out):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files_in(folder):
            if not left_out(name):
                archive.write(os.path.join(folder, name), os.path.join(within, name))


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as table:
        return list(csv.reader(table))


def log_of(folder):
    if os.path.exists(os.path.join(folder, LOG)):
        return rows_of(os.path.join(folder, LOG))
    head, *incidents = rows_of(os.path.join(folder, "missing.csv"))
    child, start, end = (head.index(name) for name in ("CHILD", "MIS_START", "MIS_END"))
    log = [["CHILD", "MIS_START", "OFFERED", "OFFERED_DATE", "ACCEPTED", "INTERVIEW_DATE", "INDEPENDENT"]]
    for row in incidents:
        log.append([row[child], row[start], "Y", row[end], "Y", row[end], "Y"] if row[end] else [row[child], row[start], "N"])
    return log


def workbook(path, title, rows):
    cell = '<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    lines = [[title], [], *rows]
    sheet = "".join("<row>" + "".join(cell.format(escape(text)) for text in line) + "</row>" for line in lines)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            f"{sheet}</sheetData></worksheet>",
        )


def main():
    return_folder, others, title, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    return_folder = os.path.normpath(return_folder)
    year = os.path.basename(return_folder)
    authority = os.path.basename(os.path.dirname(return_folder))
    unwanted = lambda name: name == LOG or name.startswith("ORACLE")
    pack(os.path.join(out, "return.zip"), return_folder, os.path.join(authority, year), unwanted)
    within = os.path.relpath(return_folder, others) + os.sep
    pack(os.path.join(out, "others.zip"), others, "", lambda name: name.startswith(within))
    workbook(os.path.join(out, "log.xlsx"), title, log_of(return_folder))


if __name__ == "__main__":
    main()
