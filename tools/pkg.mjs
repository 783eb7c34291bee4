// node tools/pkg.mjs [--custom-tables] [--out=DIR]: from the compiled module and pkg-template/ to pkg/: the npm package, whole
// and packed.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { tablesToPack } from './tables.mjs';

const PKG = process.argv.find((a) => a.startsWith('--out='))?.slice(6) ?? 'pkg';

const cargo = readFileSync('Cargo.toml', 'utf8');
const version = /\[workspace\.package\][^[]*?\nversion = "([^"]+)"/.exec(cargo)[1];

rmSync(PKG, { recursive: true, force: true });
cpSync('pkg-template', PKG, { recursive: true, filter: (from) => !from.endsWith('.src.js') });
for (const file of ['superbill.js', 'superbill_bg.wasm']) cpSync(`target/wasm/${file}`, `${PKG}/${file}`);
for (const file of ['LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE']) cpSync(file, `${PKG}/${file}`);

const manifest = JSON.parse(readFileSync('pkg-template/package.json', 'utf8'));
writeFileSync(`${PKG}/package.json`, `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
// The types for `require`, which name each other as it does.
for (const name of ['index', 'claim']) {
  const types = readFileSync(`${PKG}/${name}.d.ts`, 'utf8').replaceAll("'./claim.js'", "'./claim.cjs'");
  writeFileSync(`${PKG}/${name}.d.cts`, types);
}
const base64 = readFileSync(`${PKG}/superbill_bg.wasm`).toString('base64');
writeFileSync(`${PKG}/inline-wasm.js`, `export default '${base64}';\n`);

// CommonJS and ES modules share this one file in Node, hence one instance. Only wasm-bindgen's unused default path reads
// the address of its own module, which CommonJS spells differently.
await build({
  stdin: { contents: readFileSync('pkg-template/node.src.js', 'utf8'), resolveDir: PKG, sourcefile: 'node.src.js' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: `${PKG}/node.cjs`,
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
});

mkdirSync(`${PKG}/tables`);
for (const { name, embedded, bytes } of tablesToPack({ custom: process.argv.includes('--custom-tables') })) {
  if (!embedded) writeFileSync(`${PKG}/tables/${name}.tbl`, bytes);
}

const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--loglevel=error'], { cwd: PKG, encoding: 'utf8' }));
const mb = (n) => `${(n / 1e6).toFixed(1)} MB`;
console.error(`==> ${PKG}/${packed.filename}: ${mb(packed.size)} packed, ${mb(packed.unpackedSize)} unpacked, wasm ${mb(statSync(`${PKG}/superbill_bg.wasm`).size)}`);
