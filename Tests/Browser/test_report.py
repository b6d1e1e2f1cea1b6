"""Makes reports of results of many kinds, and opens each in headless Chromium.

    test_report.py PHIBENCH

The kinds: a sweep along axes, one over two parameters, named layers, a single row, rows without a
measurement, names that would be markup or commands, unknown columns, a machine's reference runs on one
page, and a million rows. The last has to become a report within 60 s and 1 GiB.
"""

import concurrent.futures
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
EXECUTED = os.path.join(tempfile.gettempdir(), f"phibench-executed-{os.getpid()}")
# It begins with a quote, which gnuplot may take for its end.
HOSTILE = ("'</style></title><script>fetch('https://example.org')</script>"
           "<img src=https://example.org/x> & \"'`touch " + EXECUTED + "`\x1b[2J")
MOST_SECONDS = 60
MOST_BYTES = 1 << 30
REFERENCE = HERE.parents[1] / "Results" / "amd-epyc"
# Of a page of one sweep, and of all of a reference run.
MOST_SHEETS = "12"
MOST_SHEETS_OF_ALL = "40"
MANY_ROWS = 1_000_000


def run(*command, folder):
    """Runs a command, and ends with its complaint where it fails."""
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))} exits with {result.returncode}: {result.stderr}")
    return result.stdout


def read(path):
    """The header and the rows of a file of results."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return list(rows[0]), rows


def write(path, header, rows):
    """Writes a file of results, of as many rows as there are."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)


def measured(phibench, folder):
    """Real sweeps, as short as they come."""
    sweeps = {
        "axes": ["--mode", "axes", "--h", "1,3,5", "--d", "4,8,16", "--batch", "1,2,4"],
        "product": ["--h", "1,3,5", "--d", "4,8,16"],
        "layers": [HERE.parents[1] / "Benchmarks" / "quick.yaml"],
    }
    for name, options in sweeps.items():
        small = [] if name == "layers" else ["--a", "12", "--b", "10", "--padding", "same"]
        run(phibench, "sweep", *options, *small, "--samples", "6", "--rates",
            "--output", f"{name}.csv", folder=folder)
    return [folder / f"{name}.csv" for name in sweeps]


def altered(layers, folder):
    """The same rows with what nobody should write into a file of results."""
    header, rows = read(layers)
    for row in rows:
        row["layer"] += HOSTILE
        row["cpu"] = HOSTILE
        if row["strategy"] == "tiled":
            row["strategy"] = HOSTILE
    write(folder / "hostile.csv", header, rows)

    steps = [row for row in read(layers)[1] if row["operation"] == "step"]
    blank = {name: "" for name in header if name.startswith(("time", "ratio", "flops", "samples"))}
    for status, row in zip(["skipped", "failed", "ok"], steps):
        row.update(blank if status != "ok" else {}, status=status, message="no room " * 200)
    write(folder / "gaps.csv", header, steps[:3])
    write(folder / "one.csv", header + ["unknown"], [{**steps[3], "unknown": "x"}])
    return [folder / name for name in ("hostile.csv", "gaps.csv", "one.csv")]


def many(layers, folder):
    """A million rows: the same points at ever more images."""
    header, rows = read(layers)
    path = folder / "many.csv"

    def all_rows():
        count = 0
        l = 0
        while True:
            l += 1
            for row in rows:
                if count == MANY_ROWS:
                    return
                count += 1
                yield {**row, "l": l}

    write(path, header, all_rows())
    return path


def report(phibench, path, limit=False):
    """Makes a report; where that is limited, checks its time and memory."""
    page = path.with_suffix(".html")
    start = time.monotonic()
    process = subprocess.Popen(
        [phibench, "report", path.name, "--output", page.name], cwd=path.parent)
    _, status, usage = os.wait4(process.pid, 0)
    seconds, peak = time.monotonic() - start, usage.ru_maxrss * 1024
    print(f"{path.name}: {path.stat().st_size >> 10} KiB into {page.stat().st_size >> 10} KiB, "
          f"{seconds:.1f} s, {peak >> 20} MiB", flush=True)
    if status:
        sys.exit(f"report of {path.name} exits with {os.waitstatus_to_exitcode(status)}")
    if limit and (seconds > MOST_SECONDS or peak > MOST_BYTES):
        sys.exit(f"that is more than {MOST_SECONDS} s or {MOST_BYTES >> 20} MiB")
    return page


def main():
    phibench = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sweeps = measured(phibench, folder)
        layers = sweeps[-1]
        files = sweeps + altered(layers, folder)
        pages = [report(phibench, path) for path in files]
        few, others = pages[:len(sweeps)], pages[len(sweeps):]
        others.append(report(phibench, many(layers, folder), limit=True))
        if pathlib.Path(EXECUTED).exists():
            sys.exit("a name in a file was executed")
        run(phibench, "report", *sorted(REFERENCE.glob("*.csv")), "--output", "all.html", folder=folder)
        checks = [["--most-sheets", MOST_SHEETS_OF_ALL, "all.html"], others,
                  ["--most-sheets", MOST_SHEETS, *few]]
        # A browser is busy on one core.
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for check in [pool.submit(run, "python3", HERE / "check_page.py", *arguments, folder=folder)
                          for arguments in checks]:
                check.result()
        print(f"{len(few + others) + 1} pages are good in Chromium at 400 and 1400 pixels, light and dark")


if __name__ == "__main__":
    main()
