"""Fails where a page by hand publishes a number that is not in the rows that it cites.

    check_numbers.py README.md [REPORT.json…]

A block (a paragraph, an item of a list, a row of a table) cites rows as `trade.csv:12,34`, lines of that file beside
the page, or a machine as `trade.machine.json`. Each of its quantities, a number with a unit of time or bytes, × or
%, must be, as far as it is written out, a cell of these rows, or of two of them the one ÷ the other. The sentences of
the answer in REPORT.json, which `phibench report --json` writes, need no rows. Code and links' addresses are passed
over.
"""

import csv
import json
import pathlib
import re
import sys

UNITS = {"ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "s": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
QUANTITY = re.compile(r"(?<![\w.:])(\d[\d\u202f]*(?:\.\d+)?)\s?(ns|µs|ms|s|B|KiB|MiB|GiB|×|%)(?![\w/])")
INTERVAL = re.compile(r"\[(\d+(?:\.\d+)?), (\d+(?:\.\d+)?)\]\s?(×)")
CITATION = re.compile(r"([\w./-]+\.csv:\d+(?:,\d+)*|[\w./-]+\.machine\.json)")
ROW = re.compile(r"\s*\|")


def blocks(text):
    """The blocks of a page, each with the line on which it begins."""
    text = re.sub(r"```.*?```", lambda found: "\n" * found[0].count("\n"), text, flags=re.S)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    found, first = [], None
    for number, line in enumerate(text.split("\n") + [""], start=1):
        line = line.removeprefix(">")
        starts = not line.strip() or ROW.match(line) or re.match(r"\s*[-*#] ?", line)
        if starts and found:
            yield first, " ".join(found)
            found = []
        if line.strip():
            first = first if found else number
            found.append(line.strip())


def each(citation):
    """The citations of one row each, or of a machine."""
    name, colon, lines = citation.partition(":")
    return [f"{name}:{line}" for line in lines.split(",")] if colon else [citation]


class Rows:
    """The rows of the files beside a page."""

    def __init__(self, folder):
        self._folder = folder
        self._files = {}

    def cells(self, citation):
        """The numbers of the row, or of the machine, that is cited, by their names; none where there is none."""
        name, _, line = citation.partition(":")
        if name not in self._files:
            path = self._folder / name
            read = self._read if line else self._facts
            self._files[name] = dict(read(path)) if path.exists() else {}
        return self._files[name].get(int(line or 0))

    @staticmethod
    def _facts(path):
        numbers = {}

        def note(facts):
            for name, value in facts.items():
                if isinstance(value, dict):
                    note(value)
                elif isinstance(value, (int, float)):
                    numbers[name] = value

        note(json.loads(path.read_text(encoding="utf-8")))
        yield 0, numbers

    @staticmethod
    def _read(path):
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            header = next(reader)
            line = reader.line_num + 1
            for row in reader:
                numbers = {}
                for column, cell in zip(header, row):
                    try:
                        numbers[column] = float(cell)
                    except ValueError:
                        continue
                yield line, numbers
                line = reader.line_num + 1


def quantities(block):
    """The numbers of a block with their units, and what half of their last digit is worth."""
    pairs = QUANTITY.findall(block)
    for low, high, unit in INTERVAL.findall(block):
        pairs += [(low, unit), (high, unit)]
    for text, unit in pairs:
        digits = text.replace("\u202f", "")
        decimals = len(digits.partition(".")[2])
        yield f"{text} {unit}", float(digits), unit, 0.5 * 10 ** -decimals


def candidates(rows, unit):
    """What rows have in a unit."""
    if unit in UNITS:
        suffix = "_s" if UNITS[unit] < 1 or unit == "s" else "_bytes"
        return [value / UNITS[unit] for row in rows for name, value in row.items() if name.endswith(suffix)]
    ratios = [value for row in rows for name, value in row.items() if name.startswith("ratio")]
    for name in ("time_s", "peak_bytes", "phi_bytes"):
        values = [row[name] for row in rows if row.get(name)]
        ratios += [one / other for one in values for other in values]
    return ratios if unit == "×" else [abs(100 * (ratio - change)) for ratio in ratios for change in (0, 1)]


def faults(page, sentences=()):
    """What is wrong with the numbers of a page, each with its line."""
    rows = Rows(page.parent)
    for line, block in blocks(page.read_text(encoding="utf-8")):
        for sentence in sentences:
            block = block.replace(sentence, "")
        cited = [citation for text in CITATION.findall(block) for citation in each(text)]
        found = [rows.cells(citation) for citation in cited]
        for citation, row in zip(cited, found):
            if row is None:
                yield f"{page}:{line}: there is no row {citation}"
        present = [row for row in found if row is not None]
        for text, value, unit, half in quantities(CITATION.sub("", block)):
            # The last digit may be rounded from a binary fraction.
            if not any(abs(candidate - value) <= half * 1.0001 for candidate in candidates(present, unit)):
                yield f"{page}:{line}: {text} is not in the rows that are cited"


def main():
    page = pathlib.Path(sys.argv[1])
    reports = [json.loads(pathlib.Path(path).read_text(encoding="utf-8")) for path in sys.argv[2:]]
    sentences = [sentence for report in reports for answer in report["answers"] for sentence in answer["sentences"]]
    found = list(faults(page, sentences))
    print("\n".join(found) or f"{page}: every number is in the rows that it cites")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
