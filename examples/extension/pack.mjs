// node pack.mjs: dist/ as the zip that a store takes. The same files make the same bytes.
import { zipSync } from 'fflate';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('dist/manifest.json'), 'utf8'));
const files = readdirSync(here('dist')).sort().map((name) => [name, new Uint8Array(readFileSync(here(`dist/${name}`)))]);
const zip = zipSync(Object.fromEntries(files), { level: 9, mtime: new Date(1980, 0, 1) });
const name = `superbill-extension-${version}.zip`;
writeFileSync(here(name), zip);
console.log(`${name}: ${files.length} files, ${(zip.length / 1e6).toFixed(1)} MB`);
