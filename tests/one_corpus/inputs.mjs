// The one corpus that every engine answers: the project's own claims and files, and those of others where they are at hand.
// Each is { name, bytes, options }; answers are compared as text, byte for byte, with those of the crate (native.mjs).
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shared } from '../../tools/shared.mjs';
import { prepared } from '../package/patch.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TODAY = '2026-11-20';

const read = (path) => readFileSync(join(root, path));
const list = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile()).map((f) => join(f.parentPath ?? f.path, f.name)).sort();

/** `to` after a JSON Merge Patch (RFC 7396). */
function merged(to, patch) {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  // What is no object gives way to one: a text or a list would spread into places.
  const out = to !== null && typeof to === 'object' && !Array.isArray(to) ? { ...to } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merged(out[key], value);
  }
  return out;
}

/** Claims of a file with one case a line: JSON, the text of an 837, or what differs from the base. */
function* cases(path) {
  const base = JSON.parse(read('tests/cases/base.json'));
  for (const [i, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line === '') continue;
    const { id = i, claim, edi, claim837, input, today = TODAY, with: patch } = JSON.parse(line);
    const given = edi ?? claim837 ?? claim ?? input?.claim ?? (patch && merged(base, patch));
    if (given === undefined) continue;
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    yield { name: `${relative(root, path)} ${id}`, bytes: Buffer.from(text), options: { today: today ?? TODAY } };
  }
}

function* files(folder, ending) {
  for (const path of list(folder)) {
    if (!ending.test(path) || statSync(path).size > 1 << 20) continue;
    yield { name: relative(root, path), bytes: readFileSync(path), options: { today: TODAY } };
  }
}

/** All of it; what is shared comes last. */
export function inputs() {
  const out = [];
  const clean = JSON.parse(read('tests/corpus/base.json'));
  for (const file of readdirSync(join(root, 'tests/corpus')).sort()) {
    if (file === 'base.json') continue;
    for (const one of JSON.parse(read(`tests/corpus/${file}`))) {
      const { claim, options: { field, ...options } } = prepared(one, clean);
      out.push({ name: `${file} ${one.name}`, bytes: Buffer.from(JSON.stringify(claim)), options });
    }
  }
  for (const folder of ['tests/cases', 'tests/hospital']) {
    for (const file of readdirSync(join(root, folder)).sort()) {
      if (file.endsWith('.jsonl')) out.push(...cases(join(root, folder, file)));
    }
  }
  for (const folder of ['tests/hospital', 'tests/x12', 'tests/fhir']) out.push(...files(join(root, folder), /\.(edi|json)$/));
  const own = out.length;
  const corpora = shared('corpora');
  if (corpora) out.push(...files(join(corpora, 'x12'), /\.(edi|txt|x12|837|dat)$/i), ...files(join(corpora, 'fhir'), /\.json$/));
  const more = shared('cases');
  if (more) for (const file of readdirSync(more).sort()) if (file.endsWith('.jsonl')) out.push(...cases(join(more, file)));
  return { inputs: out, own };
}
