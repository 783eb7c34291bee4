// node tools/pkg.mjs [--custom-tables] [--out=DIR]: from the compiled module and pkg-template/ to pkg/: the npm package, whole
// and packed.
import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { toText } from '../pkg-template/text.js';
import { thirdParty } from './licenses.mjs';
import { EMBEDDED, tablesToPack } from './tables.mjs';

const PKG = process.argv.find((a) => a.startsWith('--out='))?.slice(6) ?? 'pkg';

const cargo = readFileSync('Cargo.toml', 'utf8');
const version = /\[workspace\.package\][^[]*?\nversion = "([^"]+)"/.exec(cargo)[1];
const put = (name, text) => writeFileSync(`${PKG}/${name}`, text);
const got = (name) => readFileSync(`${PKG}/${name}`, 'utf8');

rmSync(PKG, { recursive: true, force: true });
cpSync('pkg-template', PKG, { recursive: true, filter: (from) => !from.endsWith('.src.js') });
for (const file of ['superbill_bg.wasm', 'without-wasm.js']) cpSync(`target/wasm/${file}`, `${PKG}/${file}`);
cpSync('target/wasm/slim/superbill_bg.wasm', `${PKG}/superbill_slim_bg.wasm`);
for (const file of ['superbill_bg.wasm', 'superbill_slim_bg.wasm', 'without-wasm.js']) {
  if (readFileSync(`${PKG}/${file}`).includes(`${homedir()}/`)) throw new Error(`${PKG}/${file} names a folder of this machine`);
}
// Edge runtimes hand over a module of another realm, which is one all the same.
for (const [from, to] of [['target/wasm/superbill.js', 'superbill.js'], ['target/wasm/slim/superbill.js', 'superbill-slim.js']]) {
  const glue = readFileSync(from, 'utf8');
  const [check, sameModule] = ['module instanceof WebAssembly.Module', "Object.prototype.toString.call(module) === '[object WebAssembly.Module]'"];
  if (!glue.includes(`!(${check})`)) throw new Error(`wasm-bindgen's output has changed: there is no ${check}`);
  put(to, glue.replaceAll(check, sameModule));
}
for (const file of ['LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE', 'RULES.md']) cpSync(file, `${PKG}/${file}`);
put('THIRD-PARTY.md', thirdParty());
cpSync('www-demo/claim.json', `${PKG}/sample-claim.json`);

const manifest = JSON.parse(readFileSync('pkg-template/package.json', 'utf8'));
// The tables that are inside the module lie apart, for `superbill/slim`: whoever loads the others needs no second copy of these.
const elsewhere = (target, name) => (typeof target === 'string' ? target.replace('./tables/*', `./embedded/${name}`) : Object.fromEntries(Object.entries(target).map(([k, v]) => [k, elsewhere(v, name)])));
const exports = {};
for (const [path, target] of Object.entries(manifest.exports)) {
  if (path.startsWith('./tables/*')) for (const name of EMBEDDED) exports[path.replace('*', name)] = elsewhere(target, name);
  exports[path] = target;
}
put('package.json', `${JSON.stringify({ ...manifest, version, exports }, null, 2)}\n`);

/** Bytes as a module that exports them as text (pkg-template/text.js). */
function textModule(bytes) {
  const { length, alphabet, text } = toText(bytes);
  return `export default { length: ${length}, alphabet: ${JSON.stringify(alphabet)}, text: '${text}' };\n`;
}
put('superbill-wasm.js', textModule(readFileSync(`${PKG}/superbill_bg.wasm`)));
put('superbill-slim-wasm.js', textModule(readFileSync(`${PKG}/superbill_slim_bg.wasm`)));

// CommonJS and ES modules share this one file in Node, hence one instance. Jest gives tests that play a browser neither of the
// first two, and a URL that Node's own files do not take.
const bundled = { bundle: true, platform: 'node', target: 'node20', format: 'cjs', sourcemap: true, sourcesContent: true, logLevel: 'warning' };
await build({
  ...bundled,
  stdin: { contents: readFileSync('pkg-template/node.src.js', 'utf8'), resolveDir: PKG, sourcefile: 'node.src.js' },
  outfile: `${PKG}/node.cjs`,
  external: ['./superbill-wasm.js'],
  banner: { js: "const { TextDecoder, TextEncoder } = require('node:util');" },
});

// The thread of superbill/worker, as a file and as text.
await build({
  ...bundled, platform: 'browser', target: 'es2022', format: 'iife', external: [],
  stdin: { contents: readFileSync('pkg-template/thread.src.js', 'utf8'), resolveDir: PKG, sourcefile: 'thread.src.js' },
  outfile: `${PKG}/thread.js`,
});
put('thread-text.js', `export default ${JSON.stringify(got('thread.js').replace(/^\/\/# sourceMappingURL=.*$/m, ''))};\n`);

// The picker over every entry, so that it shares the module of the application around it.
const picker = got('picker.js');
for (const host of ['inline', 'server', 'edge', 'node', 'slim', 'slim-inline', 'slim-server', 'slim-edge']) {
  const file = host.startsWith('slim') ? host.replace('slim', 'slim-picker') : `picker-${host}`;
  put(`${file}.js`, picker.replaceAll("'./browser.js'", `'./${host}.js'`));
}
await build({ ...bundled, entryPoints: [`${PKG}/picker-node.js`], outfile: `${PKG}/picker.cjs`, plugins: [{
  name: 'one-instance',
  setup: (b) => b.onResolve({ filter: /^\.\/node\.js$/ }, () => ({ path: './node.cjs', external: true })),
}] });

// For those who require it; what it stands on is that of the application around it.
await build({ ...bundled, platform: 'neutral', sourcemap: false, entryPoints: [`${PKG}/react.js`], outfile: `${PKG}/react.cjs`, external: ['react', 'superbill', 'superbill/picker'] });

// The tables: as files, and as modules that an application names to have just these.
mkdirSync(`${PKG}/embedded`);
for (const { name, embedded, bytes } of tablesToPack({ custom: process.argv.includes('--custom-tables') })) {
  const base = `${embedded ? 'embedded' : 'tables'}/${name}`;
  put(`${base}.tbl`, bytes);
  put(`${base}.js`, `import { fetched } from '../fetched.js';\nexport default () => fetched(new URL('./${name}.tbl', import.meta.url), 'the table ${name}');\n`);
  put(`${base}-text.js`, textModule(bytes));
  put(`${base}-inline.js`, `import text from './${name}-text.js';\nimport { fromText } from '../text.js';\nexport default () => fromText(text);\n`);
  // For those who read no exports of a package.json.
  if (embedded) put(`tables/${name}.js`, `export { default } from '../embedded/${name}.js';\n`);
  put(`tables/${name}.d.ts`, "export { default } from './table.js';\n");
  put(`${base}.cjs`, `const { readFileSync } = require('node:fs');\nmodule.exports = async () => readFileSync(require('node:path').join(__dirname, '${name}.tbl'));\n`);
}

for (const name of ['inline', 'js', 'browser']) put(`${name}.d.ts`, "export * from './index.js';\n");
put('slim-picker.d.ts', "export * from './picker.js';\n");

// The types for `require`, which name each other as it does.
for (const name of ['index', 'claim', 'picker', 'picker-jsx', 'react', 'tables/table']) {
  put(`${name}.d.cts`, got(`${name}.d.ts`).replaceAll(/'(\.\/[\w-]+)\.js'/g, "'$1.cjs'").replace('export default table;', 'export = table;'));
}

const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--loglevel=error'], { cwd: PKG, encoding: 'utf8' }));
const mb = (n) => `${(n / 1e6).toFixed(1)} MB`;
console.error(`==> ${PKG}/${packed.filename}: ${mb(packed.size)} packed, ${mb(packed.unpackedSize)} unpacked, wasm ${mb(statSync(`${PKG}/superbill_bg.wasm`).size)}`);
