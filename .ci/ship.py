"""Puts together what is shipped of a built program: the folder of an archive, and the archive.

    python3 .ci/ship.py PROGRAM TARGET OUT

PROGRAM is built for TARGET (such as x86_64-unknown-linux-musl) and runs on this machine. OUT gets
`care-scorecard-VERSION-TARGET/` and the same as .tar.gz, for Windows as .zip. The folder holds the program, README, licence,
changes, documentation, sample data, completions, manual pages, the licences of every crate and typeface that is part of the
program, and a list of these parts (CycloneDX). Needs cargo and what it has downloaded.

Standard library alone; the date of everything is SOURCE_DATE_EPOCH, or 1980, so that the same program gives the same archive.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NAME = "care-scorecard"
SHELLS = {"bash": f"{NAME}.bash", "zsh": f"_{NAME}", "fish": f"{NAME}.fish", "powershell": f"_{NAME}.ps1"}
PAPERS = ["README.md", "LICENSE", "CHANGELOG.md", "scorecard-weights.toml"]
LICENCE = re.compile(r"^(licen[cs]e|copying|notice|unlicense|ofl)", re.IGNORECASE)
DATED = max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), 315532800)


def parts_of(target):
    """The package that is shipped, and every crate that is part of it."""
    asked = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    told = json.loads(subprocess.run(asked, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    packages = {package["id"]: package for package in told["packages"]}
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    root = told["resolve"]["root"]
    found, left = set(), [root]
    while left:
        own = left.pop()
        if own in found:
            continue
        found.add(own)
        for dependency in nodes[own]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                left.append(dependency["pkg"])
    parts = [packages[own] for own in found - {root}]
    return packages[root], sorted(parts, key=lambda package: (package["name"], package["version"]))


def licence_files(package):
    folder = os.path.dirname(package["manifest_path"])
    if package["source"] is None:
        return [os.path.join(ROOT, "LICENSE")]
    found = []
    for above, folders, names in os.walk(folder):
        folders.sort()
        found += [os.path.join(above, name) for name in sorted(names) if LICENCE.match(name)]
    return [path for path in found if os.path.getsize(path) < 200_000]


def notices(parts):
    """The licences, each text once, under the parts that stand under it."""
    texts, without = {}, []
    for part in parts:
        files = licence_files(part)
        if not files:
            without.append(part)
        for path in files:
            with open(path, encoding="utf-8", errors="replace") as file:
                text = "\n".join(line.rstrip() for line in file.read().strip().splitlines())
            named = texts.setdefault(text, [])
            if part not in named:
                named.append(part)
    lines = [f"{NAME} is made of its own code (LICENSE) and of the {len(parts)} parts below. Typefaces are among them: notosans, dejavu.", ""]
    lines += [f"{part['name']} {part['version']}: {part['license'] or 'see its text below'}" for part in parts]
    for part in without:
        lines += ["", f"{part['name']} {part['version']} has no text of its licence ({part['license']}) in its package; {part['repository']}"]
    for text, named in sorted(texts.items(), key=lambda item: [part["name"] for part in item[1]]):
        lines += ["", "=" * 80, ", ".join(f"{part['name']} {part['version']}" for part in named), "-" * 80, text]
    return "\n".join(lines) + "\n"


def bill(root, parts):
    """The parts as CycloneDX 1.5, with the digests that Cargo.lock holds them to."""
    with open(os.path.join(ROOT, "Cargo.lock"), "rb") as file:
        locked = tomllib.load(file)["package"]
    digests = {(package["name"], package["version"]): package.get("checksum") for package in locked}

    def component(package, kind):
        name, version = package["name"], package["version"]
        purl = f"pkg:cargo/{name}@{version}"
        told = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
        if package["license"]:
            told["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
        if digests.get((name, version)):
            told["hashes"] = [{"alg": "SHA-256", "content": digests[name, version]}]
        return told

    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(root, "application")},
        "components": [component(part, "library") for part in parts],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def fill(folder, program, target):
    root, parts = parts_of(target)
    os.makedirs(folder)
    for name in PAPERS:
        shutil.copy(os.path.join(ROOT, name), folder)
    shutil.copytree(os.path.join(ROOT, "docs"), os.path.join(folder, "docs"))
    ending = ".exe" if "windows" in target else ""
    shutil.copy(program, os.path.join(folder, NAME + ending))
    os.chmod(os.path.join(folder, NAME + ending), 0o755)
    shutil.copytree(os.path.join(ROOT, "sample-data"), os.path.join(folder, "sample-data"))
    for shell, name in SHELLS.items():
        told = subprocess.run([program, "completions", shell], check=True, stdout=subprocess.PIPE, encoding="utf-8")
        write(os.path.join(folder, "completions", name), told.stdout)
    subprocess.run([program, "man", "--out", os.path.join(folder, "man")], check=True)
    write(os.path.join(folder, "THIRD-PARTY.txt"), notices(parts))
    write(os.path.join(folder, "sbom.cdx.json"), bill(root, parts))


def members(folder):
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(above, name)
            yield path, os.path.relpath(path, os.path.dirname(folder)).replace(os.sep, "/")


def zip_up(folder, path):
    import time

    dated = time.gmtime(DATED)[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, name in members(folder):
            member = zipfile.ZipInfo(name, dated)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = (0o755 if os.access(source, os.X_OK) else 0o644) << 16
            with open(source, "rb") as file:
                archive.writestr(member, file.read())


def tar_up(folder, path):
    import gzip

    def plain(member):
        member.mtime, member.uid, member.gid, member.uname, member.gname = DATED, 0, 0, "", ""
        member.mode = 0o755 if member.mode & 0o100 else 0o644
        return member

    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, DATED) as packed:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for source, name in members(folder):
                archive.add(source, name, recursive=False, filter=plain)


def main():
    program, target, out = sys.argv[1:]
    with open(os.path.join(ROOT, "Cargo.toml"), "rb") as file:
        version = tomllib.load(file)["package"]["version"]
    folder = os.path.join(os.path.abspath(out), f"{NAME}-{version}-{target}")
    shutil.rmtree(folder, ignore_errors=True)
    fill(folder, os.path.abspath(program), target)
    archive = folder + (".zip" if "windows" in target else ".tar.gz")
    (zip_up if "windows" in target else tar_up)(folder, archive)
    with open(archive, "rb") as file:
        print(hashlib.file_digest(file, "sha256").hexdigest(), "", os.path.basename(archive))


if __name__ == "__main__":
    main()
