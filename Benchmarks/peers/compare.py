"""Times phibench and its peers in turns, one thread pinned to a core, and puts them into one table.

    compare.py --phibench PROGRAM --onednn PROGRAM --output FILE.csv [--layers FILE.yaml] [--core N]
               [--rounds R] [--steps S] [--filter REGEX] [--force]

Layer by layer each round runs phibench's strategies, oneDNN and PyTorch one after the other, S steps
of each, or more of quick ones, so that each runs for a fifth of a second. What is compared are
medians of one round, so that a drift of the machine meets all alike; the ratios told are medians
over the rounds.

FILE.csv has the columns of `phibench sweep` (it takes them from there). Times are medians over the
rounds of each round's median, with the interval of that; `samples` counts the steps behind them. A
peer has rows for forward, relu_mask, backward and step with its own name as strategy. Beside it
FILE.md gets the table that is printed, and FILE.machine.json what `phibench sweep` writes about the
machine.
"""

import argparse
import csv
import datetime
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ("onednn", "pytorch")
LAYER = ("l", "d", "a", "b", "d_out", "h", "stride", "padding", "input_gradient")


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--phibench", required=True)
    parser.add_argument("--onednn", required=True)
    parser.add_argument("--output", required=True, type=pathlib.Path)
    parser.add_argument("--layers", default=HERE / "layers.yaml")
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--steps", type=int, default=2)
    parser.add_argument("--filter", default="")
    parser.add_argument("--force", action="store_true", help="overwrite an output that exists")
    return parser.parse_args()


def created(path, overwrites):
    """The CSV, open to be written; without leave none that is there gives way."""
    try:
        return open(path, "w" if overwrites else "x", newline="", encoding="utf-8")
    except FileExistsError:
        print(f"{path} exists already; --force overwrites it", file=sys.stderr)
        sys.exit(73)


class Peer:
    """A program that answers a layer with the seconds of some steps, line by line."""

    def __init__(self, name, command):
        self.name = name
        self.version = subprocess.run(
            [*command, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def time(self, layer, steps):
        """Seconds of each step by operation."""
        sizes = [{"true": "1", "false": "0"}.get(layer[key], layer[key]) for key in LAYER]
        self.process.stdin.write(" ".join([*sizes, str(steps)]) + "\n")
        self.process.stdin.flush()
        answers = []
        for _ in range(steps):
            line = self.process.stdout.readline()
            if not line:
                sys.exit(f"{self.name} gave up on {layer['layer']}")
            forward, backward, mask = map(float, line.split())
            step = {"forward": forward, "backward": backward, "step": forward + backward}
            if layer["input_gradient"] == "true":
                step["relu_mask"] = mask
            answers.append(step)
        return answers


class Sweep:
    """phibench itself, asked for one layer at a time."""

    def __init__(self, options, scratch):
        self.options = options
        self.path = scratch / "sweep.csv"

    def layers(self):
        """The values of each layer's point by their names."""
        command = [self.options.phibench, "sweep", self.options.layers, "--dry-run"]
        if self.options.filter:
            command += ["--filter", self.options.filter]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [
            {"layer": name, **dict(value.split("=") for value in values)}
            for name, *values in map(str.split, lines.splitlines())]

    def time(self, name, steps):
        """The header and the rows of one layer."""
        subprocess.run(
            [self.options.phibench, "sweep", self.options.layers, "--filter", f"^{name} ",
             "--rounds", "1", "--samples", str(steps), "--output", self.path, "--force", "--quiet"],
            check=True)
        with open(self.path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
        for row in rows:
            if row["status"] != "ok":
                sys.exit(f"{name} by {row['strategy']}: {row['message']}")
        return reader.fieldnames, rows


def interval(samples):
    """The median's 95 % interval by order statistics; none below 6 rounds."""
    n, ordered = len(samples), sorted(samples)
    rank, below = 0, 0.0
    while below + math.comb(n, rank) / 2**n <= 0.025:
        below += math.comb(n, rank) / 2**n
        rank += 1
    return (ordered[rank - 1], ordered[n - rank]) if rank else ("", "")


def set_time(row, samples, count, ratios, reference):
    """Puts times, and on step rows the ratios to the reference strategy, into a row."""
    low, high = interval(samples)
    row.update(
        time_s=statistics.median(samples), time_low_s=low, time_high_s=high, samples=count,
        sessions=len(samples), time_relative="", time_relative_low="", time_relative_high="",
        ratio="", ratio_low="", ratio_high="", ratio_to="")
    if row["operation"] == "step":
        low, high = interval(ratios)
        row.update(
            ratio=statistics.median(ratios), ratio_low=low, ratio_high=high, ratio_to=reference)


def compare(layer, sweep, peers, options):
    """All rows of a layer, and each strategy's and peer's step time of each round."""
    rounds = []
    times = {peer.name: [] for peer in peers}
    quick = int(0.2 / peers[0].time(layer, 1)[0]["step"])
    count = max(options.steps, min(quick, 40))
    for _ in range(options.rounds):
        header, rows = sweep.time(layer["layer"], count)
        rounds.append(rows)
        for peer in peers:
            times[peer.name].append(peer.time(layer, count))

    reference = rounds[0][0]["strategy"]
    steps = {
        row["strategy"]: [float(r[index]["time_s"]) for r in rounds]
        for index, row in enumerate(rounds[0]) if row["operation"] == "step"}
    for peer in peers:
        steps[peer.name] = [
            statistics.median(step["step"] for step in r) for r in times[peer.name]]

    def ratios(strategy):
        return [a / b for a, b in zip(steps[strategy], steps[reference])]

    result = []
    for index, row in enumerate(rounds[0]):
        row = dict(row)
        samples = [float(r[index]["time_s"]) for r in rounds]
        set_time(row, samples, options.rounds * count, ratios(row["strategy"]), reference)
        result.append(row)
    point = header[:header.index("status")]
    for peer in peers:
        for operation in ("relu_mask", "forward", "backward", "step"):
            if operation not in times[peer.name][0][0]:
                continue
            samples = [
                statistics.median(step[operation] for step in r) for r in times[peer.name]]
            row = {column: rounds[0][0][column] if column in point else "" for column in header}
            row.update(
                strategy=peer.name, operation=operation, status="ok", version=peer.version,
                cpu=rounds[0][0]["cpu"], input="random",
                timestamp=datetime.datetime.now(datetime.timezone.utc).strftime(
                    "%Y-%m-%dT%H:%M:%SZ"))
            set_time(row, samples, options.rounds * count, ratios(peer.name), reference)
            result.append(row)
    return header, result, steps


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values)))


def table(steps, workspaces):
    """The ratios of each layer, medians over the rounds, as Markdown."""
    strategies = [s for s in next(iter(steps.values())) if s not in PEERS]
    head = ["layer", *(f"{s} ms" for s in [*strategies, *PEERS]), "tiled ÷ cached",
            "tiled's workspace", *(f"best ÷ {peer}" for peer in PEERS)]
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    means = {key: [] for key in ("cached", *PEERS)}
    for layer, times in steps.items():
        def ratio(strategy, other):
            return statistics.median(a / b for a, b in zip(times[strategy], times[other]))

        best = min(strategies, key=lambda s: statistics.median(times[s]))
        ratios = {"cached": ratio("tiled", "cached"), **{p: ratio(best, p) for p in PEERS}}
        for key, value in ratios.items():
            means[key].append(value)
        cells = [layer]
        for s in [*strategies, *PEERS]:
            text = f"{statistics.median(times[s]) * 1e3:.2f}"
            cells.append(f"**{text}**" if s == best else text)
        cells += [f"{ratios['cached']:.2f}", f"{workspaces[layer] / 2**20:.1f} MiB"]
        cells += [f"{ratios[p]:.2f}" for p in PEERS]
        lines.append("| " + " | ".join(cells) + " |")
    mean = {key: f"{geometric_mean(values):.3f}" for key, values in means.items()}
    lines.append(
        "| geometric mean |" + " |" * (len(strategies) + len(PEERS)) + f" {mean['cached']} | | "
        + " | ".join(mean[p] for p in PEERS) + " |")
    return "\n".join(lines) + "\n"


def main():
    options = arguments()
    os.sched_setaffinity(0, {options.core})  # the programs that are started inherit it
    os.environ["OMP_NUM_THREADS"] = "1"
    peers = [Peer("onednn", [options.onednn]),
             Peer("pytorch", ["/usr/bin/python3", HERE / "pytorch.py"])]
    steps, workspaces, writer = {}, {}, None
    with tempfile.TemporaryDirectory() as scratch, \
            created(options.output, options.force) as file:
        sweep = Sweep(options, pathlib.Path(scratch))
        for layer in sweep.layers():
            name = layer["layer"]
            print(name, file=sys.stderr)
            header, rows, steps[name] = compare(layer, sweep, peers, options)
            workspaces[name] = next(
                int(row["workspace_bytes"]) for row in rows
                if row["strategy"] == "tiled" and row["operation"] == "step")
            # A layer that is done is kept, whatever becomes of the next.
            if writer is None:
                shutil.copy(
                    sweep.path.with_suffix(".machine.json"),
                    options.output.with_suffix(".machine.json"))
                writer = csv.DictWriter(file, header)
                writer.writeheader()
            writer.writerows(rows)
            file.flush()
            text = table(steps, workspaces)
            options.output.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
