// node tests/one_corpus/native.mjs: writes target/one-corpus/: inputs.jsonl (name, bytes as hex, options) and native.jsonl (what the
// crate says of each), and prints the digest of the latter. Tests of other engines call `one()`.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BESIDE } from '../../tools/tables.mjs';
import { inputs } from './inputs.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const digest = (lines) => createHash('sha256').update(lines.map((l) => `${l}\n`).join('')).digest('hex');

/** The inputs, each with what the crate says of it (`native`), and the names of tables to load in this order. */
export function one() {
  const { inputs: rows, own } = inputs();
  const lines = rows.map(({ name, bytes, options }) => JSON.stringify({ name, hex: bytes.toString('hex'), options }));
  const run = ['run', '--quiet', '--example', 'native_answers', '--', join(root, 'target/tables'), ...BESIDE];
  const native = execFileSync('cargo', run, { cwd: root, input: lines.join('\n'), encoding: 'utf8', maxBuffer: 1 << 30 }).trimEnd().split('\n');
  if (native.length !== rows.length) throw new Error(`${native.length} answers to ${rows.length} inputs`);
  const out = join(root, 'target/one-corpus');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'inputs.jsonl'), lines.map((l) => `${l}\n`).join(''));
  writeFileSync(join(out, 'native.jsonl'), native.map((l) => `${l}\n`).join(''));
  console.log(`one corpus: ${rows.length} inputs (${own} of the project, ${rows.length - own} of others), natively ${digest(native)}`);
  return { rows: rows.map((row, i) => ({ ...row, native: native[i] })), lines, tables: BESIDE };
}

/** Which answers differ, a few of them in full; empty when all are the same to the byte. */
export function differing(rows, answers) {
  const at = rows.findIndex((row, i) => row.native !== answers[i]);
  if (at < 0) return '';
  const [wanted, got] = [rows[at].native, answers[at]];
  let first = 0;
  while (wanted[first] === got[first]) first++;
  const count = rows.filter((row, i) => row.native !== answers[i]).length;
  return `${count} of ${rows.length} differ; ${rows[at].name} at ${first}: ${wanted.slice(first - 80, first + 120)}\nbut ${got.slice(first - 80, first + 120)}`;
}

/**
 * What the plain module gives for a row, out of the list of answers: the report of the only claim of a JSON text, or its error; else the list.
 */
export function rowOf({ bytes, native }) {
  if (/^\W*ISA/.test(bytes.toString('latin1', 0, 64)) || JSON.parse(native).length !== 1) return native;
  const at = native.indexOf('"report":');
  return at < 0 ? `{${native.slice(native.indexOf('"error":'), -2)}}` : native.slice(at + '"report":'.length, -2);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) one();
