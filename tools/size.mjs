// node tools/size.mjs [--bless]: what the package weighs, against the committed sizes.csv, so that growth is a reviewed
// diff. Tables are deterministic and must be equal; the module depends on the compiler's patch release, within 2 %.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const SNAPSHOT = 'sizes.csv';
const TOLERANCE = { wasm: 0.02, js: 0.02, tbl: 0 };

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;

const tables = (folder) => readdirSync(folder).filter((f) => f.endsWith('.tbl')).sort().map((f) => `${folder}/${f}`);

const rows = ['pkg/superbill_bg.wasm', 'pkg/superbill_slim_bg.wasm', 'pkg/without-wasm.js', ...tables('src/embedded'), ...tables('pkg/tables')].map((path) => {
  const bytes = readFileSync(path);
  return { file: basename(path), raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli(bytes) };
});

for (const r of rows) console.log(`${r.file.padEnd(28)}${[r.raw, r.gzip, r.brotli].map((n) => String(n).padStart(11)).join('')}`);

if (process.argv.includes('--bless')) {
  writeFileSync(SNAPSHOT, ['file,raw,gzip,brotli', ...rows.map((r) => `${r.file},${r.raw},${r.gzip},${r.brotli}`)].join('\n') + '\n');
  console.error(`wrote ${SNAPSHOT}`);
} else {
  const known = new Map(
    readFileSync(SNAPSHOT, 'utf8').trim().split('\n').slice(1).map((line) => {
      const [file, ...sizes] = line.split(',');
      return [file, sizes.map(Number)];
    }),
  );
  const faults = [];
  for (const { file, raw, gzip, brotli } of rows) {
    const old = known.get(file);
    known.delete(file);
    const tolerance = TOLERANCE[file.split('.').pop()];
    if (!old) faults.push(`${file} is new`);
    // zlib's and brotli's own versions move the compressed sizes by a few bytes.
    else if ([raw, gzip, brotli].some((n, i) => Math.abs(n - old[i]) > old[i] * (i === 0 ? tolerance : Math.max(tolerance, 0.002)))) {
      faults.push(`${file}: ${old.join(' ')} is now ${raw} ${gzip} ${brotli}`);
    }
  }
  for (const file of known.keys()) faults.push(`${file} is gone`);
  if (faults.length > 0) {
    console.error(`sizes differ from ${SNAPSHOT} (./x size --bless accepts them):\n  ${faults.join('\n  ')}`);
    process.exitCode = 1;
  }
}
