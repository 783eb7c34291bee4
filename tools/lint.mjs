// node tools/lint.mjs: the lengths of lines and files in src/, doc comments that say something when hovered over, and that files which
// documents name exist. rustfmt leaves a whole item as it is when one string in it is longer than the line, and says nothing of it: then
// no check of formatting can fail there. So a code line that is too long fails.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const LINE = 100;
/** Lines of a file, comments and tests too. */
const FILE = 450;
// The bodies of macros, which rustfmt never formats: tables with a row a line.
const ROWS = { files: /^src\/(field|formats\/json\/objects)[/.]/, line: 180 };

/** Whether a line cannot be shorter: one word without a space fills it, as a long JSON Pointer of an example does. */
const unbreakable = (line) => {
  const word = line.trim().split(' ').reduce((a, b) => (a.length > b.length ? a : b));
  return word.length > LINE - 32;
};

/**
 * Beginnings that leave a doc comment without a subject when it is read alone, as editors show it: "What it paid", "The same of an
 * address". It says what the item is instead: shape, unit, the field's name in the standard.
 */
const MEANINGLESS = /^\s*\/\/[/!] (What|The same|How bad it is|Which kind)\b/;
const isDoc = (line) => /^\s*\/\/[/!]/.test(line);

/** The Rust files below a directory, sorted. */
const rust = (dir) => readdirSync(dir, { recursive: true }).filter((name) => name.endsWith('.rs')).map((name) => `${dir}/${name}`).sort();

const files = rust('src');
const faults = [];
for (const file of files) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  if (lines.length > FILE) faults.push(`${file}: ${lines.length} lines, more than ${FILE}: it has more than one idea`);
  const most = ROWS.files.test(file) ? ROWS.line : LINE;
  lines.forEach((line, i) => {
    if ([...line].length > most && !/^\s*\/\//.test(line) && !unbreakable(line)) {
      faults.push(`${file}:${i + 1}: ${[...line].length} columns, more than ${most}: rustfmt gives up on what is around it; wrap its text with \\`);
    }
  });
}
for (const file of [...files, ...rust('codesets/src'), ...rust('engine/src')]) {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.forEach((line, i) => {
    if (MEANINGLESS.test(line) && !isDoc(lines[i - 1] ?? '')) {
      faults.push(`${file}:${i + 1}: a doc comment that begins so means nothing when hovered over; name what the item is`);
    }
  });
}
for (const name of readdirSync('pkg-template').filter((name) => name.endsWith('.d.ts'))) {
  const lines = readFileSync(`pkg-template/${name}`, 'utf8').split('\n');
  lines.forEach((line, i) => {
    const first = /^\s*\/\*\*/.test(line) || /^\s*\/\*\*$/.test(lines[i - 1] ?? '');
    if (first && /^\s*(\/\*)?\* (What|The same)\b/.test(line)) {
      faults.push(`pkg-template/${name}:${i + 1}: a doc comment that begins so means nothing when hovered over; name what the item is`);
    }
  });
}
for (const document of ['README.md', 'DESIGN.md', 'CONTRIBUTING.md', 'PERFORMANCE.md', 'SECURITY.md', 'docs/REFERENCE.md', 'docs/PICKER.md', 'docs/ENGINES.md']) {
  const named = readFileSync(document, 'utf8').matchAll(/\b(?:src|codesets|tools|tests|fuzz|bench|pkg-template|docs)\/[\w./-]+\.(?:rs|mjs|js|ts|json|toml|tsv|csv|sh|md|txt)\b/g);
  for (const [path] of named) if (!existsSync(path)) faults.push(`${document}: ${path} is not there`);
}
if (files.length === 0) faults.push('no files in src/');
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
