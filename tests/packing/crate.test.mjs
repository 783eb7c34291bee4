// The crate as `cargo package` makes it, unpacked and compiled from an empty project, with and without its tables.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { before, test } from 'node:test';

const DIR = resolve('target/crate-consumer');
const VERSION = /\[workspace\.package\][^[]*?\nversion = "([^"]+)"/.exec(readFileSync('Cargo.toml', 'utf8'))[1];
const CRATE = `${DIR}/superbill-${VERSION}`;
const cargo = (cwd, ...args) => spawnSync('cargo', args, { cwd, encoding: 'utf8', env: { ...process.env, CARGO_TARGET_DIR: `${DIR}/target` } });
const did = ({ status, stdout, stderr }) => {
  assert.equal(status, 0, stderr);
  return stdout;
};

before(() => {
  for (const old of ['consumer', `superbill-${VERSION}`]) rmSync(`${DIR}/${old}`, { recursive: true, force: true });
  mkdirSync(`${DIR}/consumer/src`, { recursive: true });
  did(cargo('.', 'package', '--quiet', '--package', 'superbill', '--allow-dirty', '--no-verify', '--offline'));
  execFileSync('tar', ['-xzf', `${DIR}/target/package/superbill-${VERSION}.crate`, '-C', DIR]);
});

/** An empty project that depends on the unpacked crate. */
function consumer(features, main) {
  writeFileSync(`${DIR}/consumer/Cargo.toml`, `[package]
name = "consumer"
version = "0.0.0"
edition = "2021"

[workspace]

[dependencies]
superbill = { path = "../superbill-${VERSION}"${features} }
`);
  writeFileSync(`${DIR}/consumer/src/main.rs`, main);
  // The versions of this checkout, which are at hand.
  copyFileSync('Cargo.lock', `${DIR}/consumer/Cargo.lock`);
  return cargo(`${DIR}/consumer`, 'run', '--quiet', '--offline');
}

test('it has what it needs and nothing of the workshop', () => {
  const files = readdirSync(CRATE, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  const names = files.map((e) => `${e.parentPath ?? e.path}/${e.name}`.slice(CRATE.length + 1)).sort();
  for (const file of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE', 'build.rs', 'src/embedded/icd10cm.tbl']) assert.ok(names.includes(file), file);
  const kinds = names.map((name) => (/^src\/.*\.(rs|txt)$/.test(name) ? 'src' : name.replace(/^\.cargo_vcs_info\.json$|^Cargo\.(toml|lock|toml\.orig)$/, 'cargo')));
  const known = ['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'README.md', 'RULES.md', 'SECURITY.md', 'build.rs', 'cargo', 'docs/REFERENCE.md', 'src',
    ...['cpt', 'dx-edits', 'hcpcs', 'icd10cm', 'modifiers'].map((t) => `src/embedded/${t}.tbl`)];
  assert.deepEqual([...new Set(kinds)].sort(), known.sort());
});

test('an empty project searches with the tables inside', () => {
  const main = `use superbill::{search, Catalog};
fn main() {
    let tables = Catalog::embedded().expect("sound");
    let hits = tables.search("type 2 diab neurop", &search::Options::default()).expect("a search");
    println!("{}", hits[0].code);
}`;
  assert.equal(did(consumer('', main)), 'E11.40\n');
});

test('and compiles without them', () => {
  const main = 'fn main() { println!("{}", superbill::Catalog::empty().infos().len()); }';
  assert.equal(did(consumer(', default-features = false', main)), '0\n');
});

test('a checkout whose tables were not made says what to run', () => {
  const bare = `${DIR}/bare`;
  rmSync(bare, { recursive: true, force: true });
  cpSync(CRATE, bare, { recursive: true });
  rmSync(`${bare}/src/embedded/icd10cm.tbl`);
  copyFileSync('Cargo.lock', `${bare}/Cargo.lock`);
  writeFileSync(`${bare}/Cargo.toml`, `${readFileSync(`${bare}/Cargo.toml`, 'utf8')}\n[workspace]\n`);
  const { status, stderr } = cargo(bare, 'check', '--lib', '--offline');
  assert.notEqual(status, 0);
  assert.match(stderr, /have not been made: src\/embedded\/icd10cm\.tbl missing\. Run `\.\/x tables`/);
  assert.doesNotMatch(stderr, /include_bytes/);
});
