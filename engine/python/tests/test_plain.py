"""Plain Python: codes, claims, files, faults."""

import datetime
import gzip
import json
import unittest

import pyarrow as pa
import superbill
from superbill import _engine, arrow

from . import support


class Codes(unittest.TestCase):
    def test_search_lookup_browse(self):
        hit = superbill.search("copd", sets=["icd10cm"], on=datetime.date(2026, 11, 1))[0]
        self.assertEqual(hit["code"], "J44.9")
        self.assertEqual(superbill.lookup("icd10cm", "E11.40")["status"], "valid")
        self.assertIsNone(superbill.lookup("icd10cm", "E11.999"))
        self.assertIn("E11.4", [b["code"] for b in superbill.browse("icd10cm", "E11")])
        self.assertEqual({t["set"] for t in superbill.tables()} >= {"icd10cm", "hcpcs", "cpt", "icd10pcs"}, True)

    def test_a_faulty_call_is_an_error_with_a_name(self):
        for call, code in (
            (lambda: superbill.search("a", sets=["icd9"]), "unknown-set"),
            (lambda: superbill.search("a", on="2026-02-30"), "bad-date"),
            (lambda: superbill.search("a", set="icd10cm"), "bad-option"),
            (lambda: superbill.validate("{}", rules={"only": ["no.such-rule"]}), "unknown-rule"),
            (lambda: superbill.validate("not a claim"), "bad-input"),
            (lambda: superbill.load_table(b"not a table"), "bad-table"),
        ):
            with self.assertRaises(superbill.SuperbillError) as caught:
                call()
            self.assertEqual(caught.exception.code, code)

    def test_a_damaged_table_is_named(self):
        path = _engine.bundled_tables()["addon"]
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        with self.assertRaisesRegex(superbill.SuperbillError, "table addon"):
            superbill.Engine({"addon": bytes(data)})


class Claims(unittest.TestCase):
    def test_reports_are_those_of_the_crate_byte_for_byte(self):
        rows = support.one_corpus()
        self.assertGreater(len(rows), 1200)
        by_day = {}
        for row in rows:
            by_day.setdefault(json.dumps(row["options"], sort_keys=True), []).append(row)
        for options, some in by_day.items():
            got = _engine.shared().reports(*_engine.column([row["bytes"] for row in some]), **json.loads(options))
            for row, report in zip(some, got, strict=True):
                self.assertEqual(report.decode(), support.row_of(row), row["name"])

    def test_keys_are_those_of_the_crate(self):
        rows = support.claims()[:50]
        keys = superbill.service_keys("\n".join(rows))
        self.assertGreater(len({k["key"] for k in keys}), 50)
        column = arrow.service_keys(pa.array([*rows, None, "junk"])).to_pylist()
        self.assertEqual([{"claim": n, **k} for n, row in enumerate(column) for k in row], keys)
        self.assertEqual(column[-2:], [[], []])
        self.assertEqual([{"claim": 0, **k} for k in column[0]], superbill.service_keys(json.loads(rows[0])))

    def test_a_file_is_read_whole_and_in_parts(self):
        for path in support.files():
            whole = list(superbill.validate_file(path, today=support.TODAY))
            parts = superbill.read_837(path)
            claims = [answer for answer in whole if answer["index"] is not None]
            self.assertEqual(len(parts), len(claims), path.name)
            for part, answer in zip(parts, claims):
                alone = [a for a in superbill.validate_file(part, today=support.TODAY)]
                self.assertEqual([a["index"] for a in alone], [0], path.name)
                rules = lambda report: sorted((f["rule"], f["path"]) for f in report["findings"])
                self.assertEqual(rules(alone[0]["report"]), rules(answer["report"]), path.name)
            packed = list(superbill.validate_file(gzip.compress(path.read_bytes()), today=support.TODAY))
            self.assertEqual(packed, whole)

    def test_lines_of_json(self):
        texts = support.claims()[:5]
        data = "\n".join([*texts, "{broken"]).encode()
        answers = list(superbill.validate_file(data, today=support.TODAY))
        self.assertEqual([a["index"] for a in answers], [0, 1, 2, 3, 4, 5])
        self.assertEqual(answers[5]["error"]["code"], "bad-input")
        self.assertEqual(answers[0]["report"], superbill.validate(texts[0], today=support.TODAY))

    def test_a_row_that_stops_the_module_costs_itself_only(self):
        engine = superbill.Engine()
        call = engine._call

        def stopping(name, values, *more, **shape):
            if name == "validate_batch" and b"POISON" in bytes(values):
                raise _engine.Trapped("unreachable")
            return call(name, values, *more, **shape)

        engine._call = stopping
        text = support.claims()[0].encode()
        rows = [text] * 9 + [b"POISON"] + [text] * 6
        got = [json.loads(r) for r in engine.reports(*_engine.column(rows), today=support.TODAY)]
        self.assertEqual([i for i, r in enumerate(got) if "error" in r], [9])
        self.assertEqual(len(got), len(rows))

    def test_junk_and_long_rows(self):
        rows = [b"", b"\0" * 100, b"{" * 100_000, b"ISA*", b"x" * (16 << 20), support.claims()[0].encode()]
        got = [json.loads(r) for r in superbill.Engine().reports(*_engine.column(rows), today=support.TODAY)]
        self.assertEqual(len(got), len(rows))
        self.assertIn("valid", got[-1])

    def test_memory_does_not_grow(self):
        engine = superbill.Engine()
        rows = _engine.column([t.encode() for t in support.claims()])
        for _ in range(3):
            engine.reports(*rows, today=support.TODAY)
        before = engine.memory_bytes
        for _ in range(20):
            engine.reports(*rows, today=support.TODAY)
        self.assertEqual(engine.memory_bytes, before)
