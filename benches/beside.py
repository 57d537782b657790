"""Times and memory of the program beside the same work in pandas and numpy, and how they grow with the country.

    pip install pandas numpy
    cargo build --release
    python3 benches/beside.py target/release/care-scorecard [NATIONS...]

Makes samples of 153 authorities and of so many times as many (1, 4 and 10 unless said otherwise), of three years,
in a folder that is removed afterwards; ten nations take 1.2 GB. Of one nation each command is run three times, and the
fastest run is told: what else a machine does only makes a run slower. Prints a table in Markdown.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
RUNS = 3


def timed(command, out=os.devnull):
    """Seconds by the clock, seconds of processor, and most memory in MB of one run."""
    with open(out, "wb") as target:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=target, stderr=subprocess.PIPE)
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {process.returncode}\n{said.decode()[-2000:]}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def best(runs):
    """The fastest of some runs, with the least memory of all."""
    fastest = min(runs)
    return fastest[0], fastest[1], min(run[2] for run in runs)


def row(what, run, beside=None):
    wall, processor, memory = run
    ratio = "" if beside is None else f"{wall / beside[0]:.1f} times as long"
    print(f"| {what} | {wall:.2f} s | {processor:.2f} s | {memory:.0f} MB | {ratio} |", flush=True)


def publication(program, data, home):
    """One run of `publish` into a folder of its own."""
    with tempfile.TemporaryDirectory(dir=home) as out:
        return timed([program, "publish", data, "--out", f"{out}/out", "--quiet"])


def main(program, nations):
    print("| what | by the clock | processor | memory | beside ours |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        for count in nations:
            runs = range(RUNS if count == 1 else 1)
            data = f"{home}/{count}"
            sample = [program, "sample", data, "--authorities", str(153 * count), "--years", "3", "--quiet"]
            timed(sample)
            name = f"{153 * count:,} authorities of three years"
            measures = best([timed([program, "measures", data, "--quiet"]) for _ in runs])
            row(f"`measures`, {name}", measures)
            if count == 1:
                table = f"{home}/measures.csv"
                timed([program, "measures", data, "--mode", "internal", "--quiet"], table)
                score = best([timed([program, "score", data, "--quiet"]) for _ in runs])
                row("`score` of the same, ranks of every domain and indicator from 10,000 draws", score)
                pandas = timed([sys.executable, HERE / "pandas_measures.py", data, "2024"])
                row("`pandas_measures.py`: the scored measures of the same in pandas", pandas, measures)
                numpy = timed([sys.executable, HERE / "numpy_draws.py", table])
                row("`numpy_draws.py`: ranks of the whole alone from 10,000 draws, without reading", numpy, score)
            row(f"`publish`, {name}", best([publication(program, data, home) for _ in runs]))
            shutil.rmtree(data)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), [int(count) for count in sys.argv[2:]] or [1, 4, 10])
