"""ClickHouse (embedded, by chdb): engine/clickhouse.sql as a user runs it."""

import json
import tempfile
import unittest

from chdb import session
from superbill import Engine, _engine

from . import support


class ClickHouse(unittest.TestCase):
    def test_the_sql_file_makes_functions_that_answer(self):
        texts = support.claims()[:200]
        with tempfile.TemporaryDirectory() as folder:
            con = session.Session(f"{folder}/db?allow_experimental_webassembly_udf=1")
            ask = lambda sql: str(con.query(sql, "TSVRaw")).rstrip("\n")
            module = _engine.HERE / "superbill_engine.wasm"
            ask(f"INSERT INTO system.webassembly_modules (name, code) SELECT 'superbill', file('{module}')")
            statements = (support.ROOT / "engine/clickhouse.sql").read_text().split(";\n")
            for statement in statements:
                if "CREATE" in statement:
                    ask(statement[statement.index("CREATE OR") :])
            ask("CREATE TABLE claims (n UInt32, claim String) ENGINE = Memory")
            lines = "\n".join(json.dumps({"n": n, "claim": text}) for n, text in enumerate(texts))
            ask("INSERT INTO claims FORMAT JSONEachRow " + lines)
            ask("SET webassembly_udf_max_fuel = 1000000000000")
            options = json.dumps({"today": support.TODAY})
            got = ask(f"SELECT superbill_validate(claim, '{options}') FROM claims ORDER BY n").split("\n")
            # It has the embedded tables only.
            wanted = Engine({}).reports(*_engine.column([t.encode() for t in texts]), today=support.TODAY)
            self.assertEqual(got, [report.decode() for report in wanted])
            hits = json.loads(ask("SELECT superbill_search('copd', '{\"sets\":[\"icd10cm\"]}')"))
            self.assertEqual(hits[0]["code"], "J44.9")
            con.close()
