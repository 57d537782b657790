"""Looks at what is shipped: every part that belongs there is, and holds what it should.

    python3 shipped.py FOLDER
    python3 shipped.py --bill FILE    the list of parts against the form of CycloneDX (cyclonedx-python-lib)
"""

import json
import os
import sys

NEEDED = [
    "care-scorecard",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "THIRD-PARTY.txt",
    "sbom.cdx.json",
    "scorecard-weights.toml",
    "docs/install.md",
    "docs/desk.md",
    "docs/desk-bring.png",
    "docs/methodology.md",
    "docs/data-dictionary.md",
    "completions/care-scorecard.bash",
    "completions/_care-scorecard",
    "completions/care-scorecard.fish",
    "completions/_care-scorecard.ps1",
    "man/care-scorecard.1",
    "man/care-scorecard-publish.1",
    "man/care-scorecard-open.1",
    "sample-data/authorities.csv",
    "sample-data/returns/S01/2024/episodes.csv",
]
# What nobody should get: builds, the project's own checks, system files.
UNWANTED = ("target", ".git", ".ci", ".DS_Store", "node_modules")


def look(folder):
    problems = [f"{name} is not there, or is empty" for name in NEEDED if not size(os.path.join(folder, name))]
    for above, folders, names in os.walk(folder):
        problems += [f"{os.path.join(above, name)} does not belong there" for name in folders + names if name in UNWANTED]
    if not os.access(os.path.join(folder, "care-scorecard"), os.X_OK):
        problems.append("the program cannot be run")
    with open(os.path.join(folder, "sbom.cdx.json"), encoding="utf-8") as file:
        parts = [(part["name"], part["version"]) for part in json.load(file)["components"]]
    with open(os.path.join(folder, "THIRD-PARTY.txt"), encoding="utf-8") as file:
        told = file.read()
    problems += [f"no licence of {name} {version}" for name, version in parts if f"{name} {version}" not in told]
    # One of each kind: the typefaces, a library of the project's own design card, the server of the desk.
    for name in ("notosans", "dejavu", "printpdf", "axum", "care-scorecard-audit"):
        if name not in dict(parts):
            problems.append(f"{name} is not among the parts")
    # What only tests use is not shipped.
    for name in ("proptest", "microlp", "criterion"):
        if name in dict(parts):
            problems.append(f"{name} is among the parts")
    return problems, f"shipped: {len(NEEDED)} files looked for, {len(parts)} parts with their licences"


def size(path):
    return os.path.isfile(path) and os.path.getsize(path)


def form(path):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    with open(path, encoding="utf-8") as file:
        error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(file.read())
    return [str(error)] if error else [], "the list of parts has the form of CycloneDX 1.5"


def main():
    problems, well = form(sys.argv[2]) if sys.argv[1] == "--bill" else look(sys.argv[1])
    for problem in problems:
        print(f"FAIL {problem}", file=sys.stderr)
    if problems:
        sys.exit(1)
    print(well)


if __name__ == "__main__":
    main()
