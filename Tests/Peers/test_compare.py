"""Whether Benchmarks/peers/compare.py treats phibench's times and its peers' alike."""

import contextlib
import io
import pathlib
import sys
import tempfile
import types
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Benchmarks" / "peers"))
import compare  # noqa: E402

HEADER = ["layer", "strategy", "operation", "status", "time_s", "time_low_s", "time_high_s",
          "samples", "sessions", "ratio", "ratio_low", "ratio_high", "ratio_to", "version", "cpu",
          "input", "timestamp"]
# Steps of six rounds: each round has a level of its own, around which its steps scatter little.
ROUNDS = [[level + step / 1000 for step in (0, 1, 5)] for level in (3, 1, 6, 2, 5, 4)]


class Sweep:
    def __init__(self):
        self.medians = iter(sorted(steps)[1] for steps in ROUNDS)

    def time(self, name, steps):
        row = dict.fromkeys(HEADER, "")
        row.update(layer=name, strategy="cached", operation="step", time_s=str(next(self.medians)))
        return HEADER, [row]


class Peer:
    name, version = "onednn", "onednn 3"

    def __init__(self):
        # The first answer only tells how many steps a round has.
        self.rounds = iter([[0.05], *ROUNDS])

    def time(self, layer, steps):
        return [{"forward": s, "backward": s, "step": s} for s in next(self.rounds)]


class CompareTest(unittest.TestCase):
    def test_the_same_times_give_the_same_row(self):
        options = types.SimpleNamespace(rounds=len(ROUNDS), steps=3)
        layer = {"layer": "x"}
        _, rows, steps = compare.compare(layer, Sweep(), [Peer()], options)
        own, peer = [row for row in rows if row["operation"] == "step"]
        for column in ("time_s", "time_low_s", "time_high_s", "samples", "sessions"):
            self.assertEqual(own[column], peer[column], column)
        self.assertEqual((own["time_low_s"], own["time_high_s"]), (1.001, 6.001))
        self.assertEqual(steps["cached"], steps["onednn"])
        self.assertEqual((peer["ratio"], peer["ratio_to"]), (1, "cached"))
        # A peer that does not mask has no row of that.
        self.assertEqual([row["operation"] for row in rows], ["step", "forward", "backward", "step"])

    def test_an_output_gives_way_only_where_that_is_wanted(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "x.csv"
            with compare.created(path, overwrites=False) as file:
                file.write("precious")
            with contextlib.redirect_stderr(io.StringIO()) as complaint, \
                    self.assertRaises(SystemExit) as end:
                compare.created(path, overwrites=False)
            self.assertEqual(end.exception.code, 73)
            self.assertEqual(
                complaint.getvalue(), f"{path} exists already; --force overwrites it\n")
            self.assertEqual(path.read_text(), "precious")
            compare.created(path, overwrites=True).close()
            self.assertEqual(path.read_text(), "")


unittest.main()
