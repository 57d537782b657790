"""The reports of authorities by WeasyPrint with matplotlib, to compare with ours.

    pip install weasyprint matplotlib
    care-scorecard publish DATASET --out OUT
    python weasyprint_reports.py OUT [HOW_MANY]

Takes the pages of a publication as they are, draws their charts anew with matplotlib from the same
publication's data, and prints each page to an accessible PDF. Says how long a report takes. Only the
making of reports is timed: reading the data and starting Python are not.
"""

import csv
import io
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from weasyprint import HTML

SVG = re.compile(r"<svg\b.*?</svg>", re.S)
SCRIPT = re.compile(r"<script\b.*?</script>", re.S)


def drawn(figure):
    text = io.StringIO()
    figure.savefig(text, format="svg", bbox_inches="tight")
    plt.close(figure)
    svg = text.getvalue()
    return svg[svg.index("<svg") :]


def domain_bars(rows):
    figure, axes = plt.subplots(figsize=(6.5, 0.4 * len(rows) + 0.6))
    names = [row["code"] for row in rows]
    axes.barh(names, [float(row["score"]) for row in rows], color="#12436d")
    axes.set_xlim(0, 100)
    axes.invert_yaxis()
    return drawn(figure)


def spine(rows):
    figure, axes = plt.subplots(figsize=(6.5, 0.28 * len(rows) + 0.6))
    for at, row in enumerate(rows):
        national = float(row["national"])
        value = float(row["value"])
        spread = max(abs(value - national), 1e-9)
        axes.plot([-1.2, 1.2], [at, at], color="#d0d4d8", linewidth=6)
        axes.plot([(value - national) / spread], [at], "o", color="#12436d")
    axes.axvline(0, color="#0b0c0c")
    axes.set_yticks(range(len(rows)), [row["indicator"] for row in rows])
    axes.invert_yaxis()
    return drawn(figure)


def sparkline(points):
    figure, axes = plt.subplots(figsize=(0.9, 0.25))
    years, values = zip(*sorted(points))
    axes.plot(years, values, color="#12436d", linewidth=1)
    axes.plot(years[-1:], values[-1:], "o", color="#12436d", markersize=2)
    axes.axis("off")
    return drawn(figure)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Charts:
    """What the charts of a publication are drawn from."""

    def __init__(self, out):
        self.domains = defaultdict(list)
        for row in rows_of(out / "data" / "scores.csv"):
            if row["level"] == "domain" and row["score"]:
                self.domains[row["authority_code"]].append(row)
        self.values = defaultdict(dict)
        self.years = defaultdict(lambda: defaultdict(list))
        for row in rows_of(out / "data" / "measures.csv"):
            if not row["value"]:
                continue
            code, indicator = row["authority_code"], row["indicator"]
            self.years[code][indicator].append((int(row["year"]), float(row["value"])))
            if row["national"]:
                latest = self.values[code].get(indicator)
                if latest is None or int(latest["year"]) < int(row["year"]):
                    self.values[code][indicator] = row

    def of(self, code):
        """As many charts as the report has: bars, a spine, a line for every indicator."""
        if self.domains[code]:
            yield domain_bars(self.domains[code])
        if self.values[code]:
            yield spine(list(self.values[code].values()))
        for points in self.years[code].values():
            if len(points) > 1:
                yield sparkline(points)


def report(page, charts, folder):
    made = charts.of(page.stem)
    html = SCRIPT.sub("", page.read_text(encoding="utf-8"))
    html = SVG.sub(lambda _: next(made, ""), html)
    return HTML(string=html, base_url=str(folder)).write_pdf(pdf_variant="pdf/ua-1")


def main():
    out = Path(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    charts = Charts(out)
    pages = sorted((out / "authorities").glob("*.html"))[:most]
    started, computed = time.perf_counter(), time.process_time()
    size = sum(len(report(page, charts, out / "authorities")) for page in pages)
    seconds = (time.perf_counter() - started) / len(pages)
    computed = (time.process_time() - computed) / len(pages)
    print(f"{seconds:.2f} s ({computed:.2f} s of processor) and {size / len(pages) / 1000:.0f} kB a report, {len(pages)} reports")


if __name__ == "__main__":
    main()
