"""Checks that numbers on a page are looked for in the rows that they cite."""

import pathlib
import tempfile
import unittest

import check_numbers

CSV = ("strategy,time_s,ratio,ratio_low,ratio_high,peak_bytes,message\r\n"
       'cached,0.002,1,1,1,3145728,"two\r\nlines"\r\n'
       "tiled,0.0018,0.913,0.905,0.921,1048576,\r\n")


class CheckNumbersTests(unittest.TestCase):
    def faults(self, text, sentences=()):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "x.csv").write_text(CSV, encoding="utf-8", newline="")
            (folder / "x.machine.json").write_text('{"processor": {"caches": {"l2_bytes": 1048576}}}')
            page = folder / "README.md"
            page.write_text(text, encoding="utf-8")
            return [fault.partition("README.md:")[2] for fault in check_numbers.faults(page, sentences)]

    def test_cells_of_cited_rows_are_found_in_any_unit(self):
        for text in ("tiled takes 1.8 ms, 1800 µs (x.csv:4)", "0.91 [0.91, 0.92] × (x.csv:4)",
                     "1.0 MiB against 3 MiB, 3.0 × (x.csv:2,4)", "| tiled | 10.0 % | x.csv:2, x.csv:4 |",
                     "1 MiB of L2 (x.machine.json)", "In 2024 l was 8 at h 3.", "```\n99 ms\n```", "[12 rows](x-5 ms.csv)"):
            self.assertEqual(self.faults(text), [], text)

    def test_other_numbers_are_faults(self):
        for text, fault in (("1.9 ms (x.csv:4)", "1: 1.9 ms is not"), ("1.8 ms (x.csv:2)", "1: 1.8 ms is not"),
                            ("a\n\n1.8 ms", "3: 1.8 ms is not"), ("0.92 × (x.csv:4)", ""),
                            ("0.95 × (x.csv:4)", "1: 0.95 × is not"), ("x.csv:3", "1: there is no row x.csv:3"),
                            ("y.csv:2", "1: there is no row y.csv:2"), ("2 MiB (x.machine.json)", "1: 2 MiB is not"),
                            ("y.machine.json", "1: there is no row y.machine.json")):
            found = self.faults(text)
            self.assertTrue(found[0].startswith(fault) if fault else not found, f"{text}: {found}")

    def test_the_report_s_own_sentences_need_no_rows(self):
        sentence = "Keeping φ takes 1.07 × the time."
        self.assertEqual(self.faults(sentence, [sentence]), [])
        self.assertEqual(self.faults("> Keeping φ takes\n> 1.07 × the time.\n", [sentence]), [])
        self.assertEqual(len(self.faults(sentence)), 1)


if __name__ == "__main__":
    unittest.main()
