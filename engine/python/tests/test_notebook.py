"""docs/engines.ipynb, cell by cell, as a reader runs it."""

import contextlib
import io
import json
import os
import sys
import unittest

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

from . import support  # noqa: E402


class Notebook(unittest.TestCase):
    def test_every_cell_runs_and_finds_what_was_put_in(self):
        notebook = json.loads((support.ROOT / "docs/engines.ipynb").read_text())
        cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
        self.assertTrue(all(not cell.get("outputs") for cell in notebook["cells"]), "outputs are stripped")
        names = {}
        with contextlib.redirect_stdout(io.StringIO()):
            for cell in cells:
                exec(compile(cell, "docs/engines.ipynb", "exec"), names)  # noqa: S102
        self.assertEqual(names["claims"].count(), 101)
        rules = {row.rule: row.findings for row in names["by_rule"].collect()}
        # Every fifth diagnosis and every seventh procedure of a hundred are wrong.
        self.assertEqual(rules.get("dx.header-not-billable"), 20, rules)
        self.assertEqual(sum(n for rule, n in rules.items() if rule.startswith("proc.")), 14, rules)
        self.assertEqual({tuple(row.numbers) for row in names["duplicates"].collect()}, {("A1", "A1001")})
        self.assertEqual(names["duplicates"].count(), 2)
        self.assertEqual(names["spark"].sql("select count(*) from arrived").first()[0], 2)
        names["spark"].stop()
