// From the compiled module and pkg-template/ to pkg/: the npm package, whole and packed.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const cargo = readFileSync('Cargo.toml', 'utf8');
const version = /\[workspace\.package\][^[]*?\nversion = "([^"]+)"/.exec(cargo)[1];

rmSync('pkg', { recursive: true, force: true });
cpSync('pkg-template', 'pkg', { recursive: true, filter: (from) => !from.endsWith('.src.js') });
for (const file of ['superbill.js', 'superbill_bg.wasm']) cpSync(`target/wasm/${file}`, `pkg/${file}`);
for (const file of ['LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE']) if (existsSync(file)) cpSync(file, `pkg/${file}`);

const manifest = JSON.parse(readFileSync('pkg-template/package.json', 'utf8'));
writeFileSync('pkg/package.json', `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
cpSync('pkg/index.d.ts', 'pkg/index.d.cts');
const base64 = readFileSync('pkg/superbill_bg.wasm').toString('base64');
writeFileSync('pkg/inline-wasm.js', `export default '${base64}';\n`);

// CommonJS and ES modules share this one file in Node, hence one instance. Only wasm-bindgen's unused default path reads
// the address of its own module, which CommonJS spells differently.
await build({
  stdin: { contents: readFileSync('pkg-template/node.src.js', 'utf8'), resolveDir: 'pkg', sourcefile: 'node.src.js' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: 'pkg/node.cjs',
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
});

// What a licensee built for themselves lies in target/tables/private/ and stays there.
mkdirSync('pkg/tables', { recursive: true });
const beside = existsSync('target/tables') ? readdirSync('target/tables').filter((f) => f.endsWith('.tbl')) : [];
const embedded = existsSync('src/embedded') ? readdirSync('src/embedded') : [];
for (const file of beside) if (!embedded.includes(file)) cpSync(`target/tables/${file}`, `pkg/tables/${file}`);

const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--loglevel=error'], { cwd: 'pkg', encoding: 'utf8' }));
const mb = (n) => `${(n / 1e6).toFixed(1)} MB`;
console.error(`==> pkg/${packed.filename}: ${mb(packed.size)} packed, ${mb(packed.unpackedSize)} unpacked, wasm ${mb(statSync('pkg/superbill_bg.wasm').size)}`);
