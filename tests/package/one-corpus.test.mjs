// The one corpus through the packed tarball, installed: what it says is what the crate says, to the byte.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadTable, tableUrl, validateMany } from 'superbill';

const { differing, digest, one } = await import(`${process.env.SUPERBILL_ROOT}/tests/one_corpus/native.mjs`);

test('answers are those of the crate to the byte, on every claim and file that there is', () => {
  const { rows, tables } = one();
  for (const name of tables) loadTable(readFileSync(tableUrl(name)));
  const answers = rows.map(({ bytes, options }) => JSON.stringify([...validateMany(bytes, options)]));
  assert.equal(differing(rows, answers), '');
  console.log(`one corpus: the installed package ${digest(answers)}`);
});
