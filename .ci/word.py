"""Checks Word documents: their parts, and their pages as LibreOffice sets them.

usage: word.py DOCUMENT.docx...
"""

import pathlib
import posixpath
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The order that the schema gives the children of some elements, as far as they are written.
ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "numPr", "pBdr", "spacing", "ind", "jc", "outlineLvl"],
    "rPr": ["rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "u", "lang"],
    "tblPr": ["tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"],
    "trPr": ["cantSplit", "tblHeader"],
    "sectPr": ["headerReference", "footerReference", "pgSz", "pgMar", "cols"],
}

faults = []


def rule(holds, said):
    if not holds:
        faults.append(said)


def words(element):
    return "".join(text.text or "" for text in element.iter(W + "t"))


def check_order(where, root):
    for element in root.iter():
        order = ORDER.get(element.tag.removeprefix(W))
        if order:
            names = [child.tag.removeprefix(W) for child in element]
            known = [order.index(name) if name in order else -1 for name in names]
            rule(-1 not in known and known == sorted(known), f"{where}: {element.tag} holds {names}")


def check_tables(where, document):
    body = document.find(W + "body")
    tables = list(document.iter(W + "tbl"))
    for table in tables:
        rows = table.findall(W + "tr")
        rule(rows[0].find(f"{W}trPr/{W}tblHeader") is not None, f"{where}: a table without a row that repeats")
        rule(all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows), f"{where}: rows that split")
        rule(table.find(f"{W}tblPr/{W}tblCaption") is not None, f"{where}: a table without a caption")
        for row in rows:
            cells = row.findall(W + "tc")
            rule(len(cells) == len(rows[0].findall(W + "tc")), f"{where}: a ragged table")
            rule(all(cell.find(W + "p") is not None for cell in cells), f"{where}: a cell without a paragraph")
    for before, after in zip(body, list(body)[1:]):
        rule(not (before.tag == after.tag == W + "tbl"), f"{where}: two tables run into one")
    return len(tables)


def check_parts(path):
    where = path.name
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        rule(names[0] == "[Content_Types].xml", f"{where}: does not begin with its types")
        rule(len(set(names)) == len(names), f"{where}: a part twice")
        rule(all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist()), f"{where}: has times")
        parts = {name: archive.read(name) for name in names}
    roots = {name: ElementTree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels", ".svg"))}
    for name, root in roots.items():
        if name.startswith("word/") and name.endswith(".xml"):
            check_order(f"{where}: {name}", root)
    relations = {}
    for relation in roots["word/_rels/document.xml.rels"]:
        relations[relation.get("Id")] = relation.get("Target")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath("word/" + relation.get("Target"))
            rule(target in parts, f"{where}: leads to {target}, which is not there")
    document = roots["word/document.xml"]
    for element in document.iter():
        for key in (R + "id", R + "embed"):
            if element.get(key):
                rule(element.get(key) in relations, f"{where}: names {element.get(key)}, which is not there")
    pictures = list(document.iter(WP + "docPr"))
    rule(len({p.get("id") for p in pictures}) == len(pictures), f"{where}: pictures of one number")
    rule(all((p.get("descr") or "").strip() for p in pictures), f"{where}: a picture without words")
    styles = {style.get(W + "styleId") for style in roots["word/styles.xml"].iter(W + "style")}
    used = {style.get(W + "val") for name in roots for style in roots[name].iter(W + "pStyle")}
    rule(used <= styles, f"{where}: styles that are not there: {used - styles}")
    language = roots["word/styles.xml"].find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    rule(language is not None and language.get(W + "val") == "en-GB", f"{where}: no language")
    title = roots["docProps/core.xml"].find("{http://purl.org/dc/elements/1.1/}title")
    rule(title is not None and title.text, f"{where}: no title")
    levels = [style.get(W + "val")[-1] for style in document.iter(W + "pStyle") if style.get(W + "val").startswith("Heading")]
    rule(levels[:1] == ["1"] and levels.count("1") == 1, f"{where}: headings {levels}")
    rule(all(int(b) - int(a) <= 1 for a, b in zip(levels, levels[1:])), f"{where}: a level of headings is skipped")
    marked = "OFFICIAL-SENSITIVE" in where
    for part in ("word/header1.xml", "word/footer1.xml"):
        rule(("OFFICIAL-SENSITIVE" in words(roots[part])) == marked, f"{where}: {part} and the marking")
    tables = check_tables(where, document)
    headings = [words(p) for p in document.iter(W + "p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(W + "val").startswith("Heading")]
    return marked, headings, tables, len(pictures)


def pages(path, folder):
    """The text of every page as LibreOffice sets it."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = folder / (path.stem + ".pdf")
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def check(path, folder):
    marked, headings, tables, pictures = check_parts(path)
    text = pages(path, folder)
    rule(text, f"{path.name}: LibreOffice sets no page")
    for number, page in enumerate(text, 1):
        rule(page.count("OFFICIAL-SENSITIVE") >= 2 or not marked, f"{path.name}: page {number} is not marked at head and foot")
        rule(f"Page {number} of {len(text)}" in page, f"{path.name}: page {number} has no number")
    squeezed = re.sub(r"\s+", "", "".join(text))
    for heading in headings:
        rule(re.sub(r"\s+", "", heading) in squeezed, f"{path.name}: the heading {heading!r} is not on a page")
    print(f"{path.name}: {len(text)} pages, {len(headings)} headings, {tables} tables, {pictures} pictures")


with tempfile.TemporaryDirectory() as folder:
    for name in sys.argv[1:]:
        check(pathlib.Path(name), pathlib.Path(folder))
for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
