"""Ranges of ranks in plain numpy, for comparison with the draws of `care-scorecard score`.

    care-scorecard measures DATASET --mode internal > measures.csv
    python3 benches/numpy_draws.py measures.csv [DRAWS]

Every share of the year is drawn from its beta distribution, put between the lowest and the highest of the year,
combined by an equally weighted mean and ranked, so many times: as composite indicators are commonly tested for how
sure they are. Only ranks of the whole are counted; `score` counts those of every domain and indicator too.
"""

import csv
import sys
import time

import numpy as np


def counts(path):
    """Cases and what they are out of, a row an authority, a column a share; of those who have all of them."""
    cells = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["status"] != "ok" or not row["numerator"] or not row["denominator"]:
                continue
            x, n = float(row["numerator"]), float(row["denominator"])
            if x <= n and n > 0:
                cells.setdefault(row["indicator"], {})[row["authority_code"]] = (x, n)
    authorities = sorted({code for column in cells.values() for code in column})
    common = [column for column in cells.values() if len(column) >= 0.9 * len(authorities)]
    whole = [code for code in authorities if all(code in column for column in common)]
    return np.array([[column[code] for column in common] for code in whole])


def main(path, draws=10_000):
    cells = counts(path)
    x, n = cells[..., 0], cells[..., 1]
    began = time.perf_counter()
    random = np.random.default_rng(1)
    ranks = np.empty((draws, len(cells)), dtype=np.int16)
    for draw in range(draws):
        values = random.beta(x + 0.5, n - x + 0.5)
        low, high = values.min(axis=0), values.max(axis=0)
        weights = 1 + 0.25 * (2 * random.random(values.shape[1]) - 1)
        scores = ((values - low) / (high - low)) @ weights
        ranks[draw, np.argsort(-scores)] = np.arange(1, len(cells) + 1)
    ends = np.quantile(ranks, [0.025, 0.975], axis=0)
    took = time.perf_counter() - began
    width = np.median(ends[1] - ends[0])
    print(f"{draws} draws of {x.size} shares in {took:.2f} s; half of the ranges are wider than {width:.0f} ranks")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
