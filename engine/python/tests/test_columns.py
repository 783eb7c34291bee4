"""pyarrow, pandas, polars and DuckDB."""

import json
import unittest

import datafusion
import duckdb
import pandas
import polars
import pyarrow as pa
import superbill
import superbill.duck
from superbill import arrow

from . import support


def plain(text):
    """The same from a report: errors, warnings, infos, findings."""
    found = superbill.validate(text, today=support.TODAY)["findings"]
    count = lambda severity: sum(f["severity"] == severity for f in found)
    return {
        "errors": count("error"),
        "warnings": count("warning"),
        "infos": count("info"),
        "findings": [
            {
                "rule": f["rule"],
                "severity": f["severity"],
                "path": f["path"],
                "message": f["message"],
                "fix": f["fix"]["description"],
                "line": f.get("line"),
            }
            for f in found
        ],
    }


class Columns(unittest.TestCase):
    def test_columns_say_what_reports_say(self):
        texts = support.claims()[-60:]
        got = arrow.validate(pa.array(texts), today=support.TODAY)
        got.validate(full=True)
        self.assertTrue(any(row["errors"] for row in got.to_pylist()))
        for text, row in zip(texts, got.to_pylist()):
            self.assertEqual({k: row[k] for k in ("errors", "warnings", "infos", "findings")}, plain(text))
            self.assertEqual((row["valid"], row["error"]), (row["errors"] == 0, None))

    def test_nulls_slices_chunks_and_what_cannot_be_read(self):
        text = support.claims()[0]
        column = pa.array(["x", text, None, "junk", text])
        rows = arrow.validate(column, today=support.TODAY).to_pylist()
        self.assertEqual([row and row["error"] for row in rows], ["bad-input", None, None, "bad-input", None])
        self.assertIsNone(rows[2])
        self.assertIsNone(rows[3]["valid"])
        sliced = arrow.validate(column.slice(2, 3), today=support.TODAY).to_pylist()
        self.assertEqual(sliced, rows[2:])
        for kind in (pa.large_string(), pa.binary(), pa.large_binary()):
            self.assertEqual(arrow.validate(column.cast(kind), today=support.TODAY).to_pylist(), rows)
        chunked = arrow.validate(pa.chunked_array([column, column.slice(1, 2)]), today=support.TODAY)
        self.assertEqual(chunked.to_pylist(), rows + rows[1:3])
        self.assertEqual(arrow.validate(pa.array([], pa.string())).to_pylist(), [])

    def test_pandas_and_polars(self):
        texts = support.claims()[:20]
        wanted = arrow.validate(pa.array(texts), today=support.TODAY).to_pylist()
        self.assertEqual(arrow.validate(pa.array(pandas.Series(texts)), today=support.TODAY).to_pylist(), wanted)
        series = polars.from_arrow(arrow.validate(polars.Series(texts).to_arrow(), today=support.TODAY))
        self.assertEqual(series.to_list(), wanted)

    def test_datafusion(self):
        texts = support.claims()[:20]
        context = datafusion.SessionContext()
        check = datafusion.udf(lambda claims: arrow.validate(claims, today=support.TODAY), [pa.string()], arrow.RESULT, "immutable", "superbill_validate")
        context.register_udf(check)
        context.register_record_batches("claims", [pa.table({"claim": texts}).to_batches()])
        rows = context.sql("select superbill_validate(claim) as result from claims").to_pylist()
        self.assertEqual([row["result"] for row in rows], arrow.validate(pa.array(texts), today=support.TODAY).to_pylist())

    def test_duckdb(self):
        texts = support.claims()[:20]
        wanted = arrow.validate(pa.array(texts), today=support.TODAY).to_pylist()
        con = duckdb.connect()
        superbill.duck.register(con, today=support.TODAY)
        claims = pa.table({"claim": texts})  # noqa: F841  (DuckDB reads the variable)
        rows = con.sql("select superbill_validate(claim) from claims").fetchall()
        self.assertEqual([row[0] for row in rows], wanted)
        hits = json.loads(con.sql("select superbill_search('copd')").fetchall()[0][0])
        self.assertEqual(hits[0]["code"], "J44.9")
