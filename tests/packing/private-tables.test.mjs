// A licensee's CPT descriptors never reach a package: a made-up private table is built as theirs would be, laid in every place
// where it has no business, and everything that is packed is searched for it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { BESIDE } from '../../tools/tables.mjs';

const DIR = 'target/packing';
const PRIVATE = 'target/private-tables/cpt-private.tbl';
/** Ends of words that no other text has (a table may keep only the end of a word); the descriptors are made up, too. */
const WORDS = ['xwvumkqz', 'wqvzxbqw'];
const STRAY = ['target/tables/cpt-private.tbl', 'src/embedded/cpt-private.tbl'];

const holds = (bytes) => WORDS.filter((word) => bytes.toString('latin1').toLowerCase().includes(word));
const files = (dir) => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => `${e.parentPath ?? e.path}/${e.name}`);
const codesets = (...args) => execFileSync('cargo', ['run', '--quiet', '--profile', 'tables', '-p', 'codesets', '--', ...args], { stdio: 'ignore' });

/** A licensee's own table is put aside and back again. */
const kept = existsSync(PRIVATE) ? readFileSync(PRIVATE) : undefined;
before(() => {
  rmSync(DIR, { recursive: true, force: true });
  mkdirSync(DIR, { recursive: true });
  writeFileSync(`${DIR}/cpt.txt`, '99213\tQzxwvumkqz visit of a made-up kind\n99214\tQzxwvumkqz visit, longer, jkwqvzxbqw\n');
  codesets('private-cpt', `${DIR}/cpt.txt`);
  for (const stray of STRAY) copyFileSync(PRIVATE, stray);
});
after(() => {
  for (const file of [PRIVATE, ...STRAY]) rmSync(file, { force: true });
  if (kept) writeFileSync(PRIVATE, kept);
});

test('the made-up table does hold what is looked for', () => {
  assert.deepEqual(holds(readFileSync(PRIVATE)), WORDS);
});

for (const options of [[], ['--custom-tables']]) {
  test(`the npm tarball has nothing of it ${options}`, () => {
    const out = `${DIR}/npm${options}`;
    execFileSync(process.execPath, ['tools/pkg.mjs', `--out=${out}`, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [tarball] = readdirSync(out).filter((name) => name.endsWith('.tgz'));
    mkdirSync(`${out}/unpacked`);
    execFileSync('tar', ['-xzf', `${out}/${tarball}`, '-C', `${out}/unpacked`]);
    const packed = files(`${out}/unpacked`);
    const tables = packed.filter((file) => file.endsWith('.tbl')).map((file) => /([^/]*)\.tbl$/.exec(file)[1]);
    for (const name of BESIDE) assert.ok(tables.includes(name), name);
    assert.ok(!tables.some((name) => name.includes('private')), String(tables));
    for (const file of packed) assert.deepEqual(holds(readFileSync(file)), [], file);
  });
}

test('a private table under a public name is refused, also when tables of one\'s own are asked for', () => {
  const [public_, aside] = ['target/tables/addon.tbl', `${DIR}/addon.tbl`];
  copyFileSync(public_, aside);
  try {
    copyFileSync(PRIVATE, public_);
    for (const options of [[], ['--custom-tables']]) {
      const { status, stderr } = spawnSync(process.execPath, ['tools/tables.mjs', ...options], { encoding: 'utf8' });
      assert.equal(status, 1);
      assert.match(stderr, /addon\.tbl is private/);
    }
  } finally {
    copyFileSync(aside, public_);
  }
});

test('a table that is not of the pinned sources is named, refused, and packed when told', () => {
  const [path, aside] = ['target/tables/addon.tbl', `${DIR}/addon.tbl`];
  copyFileSync(path, aside);
  const run = (...options) => spawnSync(process.execPath, ['tools/tables.mjs', ...options], { encoding: 'utf8' });
  try {
    copyFileSync('target/tables/hcpcs-edits.tbl', path);
    assert.equal(run().status, 1);
    assert.match(run().stderr, /addon\.tbl is not the table of the pinned sources/);
    assert.equal(run('--custom-tables').status, 0);
    assert.match(run('--custom-tables').stderr, /addon\.tbl: hcpcs-edits .*NOT OF THE PINNED SOURCES/);
  } finally {
    copyFileSync(aside, path);
  }
  assert.equal(run().status, 0);
});
