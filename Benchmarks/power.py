#!/usr/bin/env python3
"""How much can a verdict on growth be trusted? Falsifies measured times and asks `phibench verify --json`.

    power.py PHIBENCH FILE.csv [--exponent E] [--strategy NAME]

For every operation of FILE.csv that has times and every parameter p of the slides that varies in its rows, the
operation's times are multiplied by p^E (default 1: one whole power too fast), in all strategies or in one, in FILE.csv
and in its sessions. Caught is a pair if `verify` exits with 1 and its exponents fail for exactly this operation and
parameter (in the strategies that were falsified), and nowhere else; a failure elsewhere is a slander and is counted.

The exit status is 0 if every pair is caught and nobody is slandered.
"""

import argparse
import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

PARAMETERS = ("h", "d", "d_out", "a", "b", "l")
SUMS = ("forward", "backward", "step")


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        return list(reader), reader.fieldnames


def write(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, columns)
        out.writeheader()
        out.writerows(rows)


def is_time(column):
    return column.startswith("time") and column != "timestamp"


def falsified(rows, operation, parameter, exponent, strategy):
    """The rows with longer times; sums keep theirs."""
    for row in rows:
        if row["operation"] == operation and strategy in (None, row["strategy"]):
            factor = int(row[parameter]) ** exponent
            row = dict(row, **{
                c: repr(float(v) * factor) for c, v in row.items() if v and is_time(c)})
        yield row


def failures(phibench, path):
    """The exit status, and the exponents that fail."""
    result = subprocess.run([phibench, "verify", path, "--json"], capture_output=True, text=True)
    try:
        answer = json.loads(result.stdout)
    except ValueError:
        return result.returncode, set()
    failed = {
        (entry["strategy"], entry["operation"], entry["parameter"])
        for entry in answer["exponents"] if entry["verdict"] == "fail"}
    return result.returncode, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("phibench")
    parser.add_argument("csv", type=pathlib.Path)
    parser.add_argument("--exponent", type=float, default=1)
    parser.add_argument("--strategy")
    options = parser.parse_args()
    rows, columns = read(options.csv)
    timed = [
        r for r in rows if r["time_s"] and r["operation"] not in SUMS
        and options.strategy in (None, r["strategy"])]
    pairs = [
        (operation, p) for operation in dict.fromkeys(r["operation"] for r in timed)
        for p in PARAMETERS if len({r[p] for r in timed if r["operation"] == operation}) > 1]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for beside in options.csv.parent.glob(options.csv.stem + ".*"):
            shutil.copy(beside, folder)
        path = folder / options.csv.name
        sessions = folder / (options.csv.stem + ".sessions.csv")
        measured = read(sessions) if sessions.exists() else None
        status, honest = failures(options.phibench, path)
        print(f"as measured: exit {status}, {len(honest)} exponents fail")
        caught = acquitted = slanders = 0
        for operation, parameter in pairs:
            change = (operation, parameter, options.exponent, options.strategy)
            write(path, columns, falsified(rows, *change))
            if measured:
                write(sessions, measured[1], falsified(measured[0], *change))
            status, failed = failures(options.phibench, path)
            here = {f for f in failed if f[1:] == (operation, parameter)}
            elsewhere = failed - here - honest
            caught += status == 1 and bool(here)
            acquitted += status == 0
            slanders += bool(elsewhere)
            print(f"{operation:15} {parameter:6} exit {status}, fails here {len(here)}, elsewhere {len(elsewhere)}")
    print(f"caught {caught} of {len(pairs)}; acquitted {acquitted}; slanders elsewhere in {slanders}")
    return 0 if caught == len(pairs) and not slanders else 1


if __name__ == "__main__":
    sys.exit(main())
