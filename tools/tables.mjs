// node tools/tables.mjs [--custom-tables]: which tables a package would carry, said one by one. Tables that are not those of
// the pinned sources (codesets/fingerprints.csv) are refused unless told: `./x tables build --from` makes such ones in place.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// What may be packed, by name: a folder may hold anything, a licensee's private tables too. build.rs and src/ embed the first.
export const EMBEDDED = ['icd10cm', 'hcpcs', 'cpt', 'modifiers', 'dx-edits'];
export const BESIDE = ['addon', 'hcpcs-edits', 'icd10pcs', 'ioce', 'mce', 'ms-drg', 'ncci-ptp-hospital', 'notes-icd10cm', 'pcs-definitions'];
/** Only made from CMS's own files, so only ever packed with --custom-tables. */
export const CUSTOM = ['ncci-ptp-practitioner', 'mue-practitioner', 'mue-hospital', 'pfs-indicators', 'poa-exempt', 'hcpcs-records'];

/** What a table says of itself: the section META of src/container.rs. */
export function meta(bytes) {
  for (let i = 0; i < bytes.readUInt32LE(12); i++) {
    const at = 20 + 12 * i;
    if (bytes.toString('latin1', at, at + 4) !== 'META') continue;
    const start = bytes.readUInt32LE(at + 4);
    return JSON.parse(bytes.toString('utf8', start, start + bytes.readUInt32LE(at + 8)));
  }
  throw new Error('no table: it has no section META');
}

/** The tables to pack; throws, naming each, when some are not of the pinned sources and `custom` does not say so. */
export function tablesToPack({ custom = false } = {}) {
  const pinned = new Map(readFileSync('codesets/fingerprints.csv', 'utf8').trim().split('\n').slice(1).map((line) => {
    const cells = line.split(',');
    return [cells[0], cells.at(-1)];
  }));
  const listed = [
    ...EMBEDDED.map((name) => ({ name, embedded: true, path: `src/embedded/${name}.tbl` })),
    ...[...BESIDE, ...(custom ? CUSTOM : [])].map((name) => ({ name, embedded: false, path: `target/tables/${name}.tbl` })),
  ].filter(({ name, path }) => !CUSTOM.includes(name) || existsSync(path));
  const faults = listed.filter(({ path }) => !existsSync(path)).map(({ path }) => `${path} is not there`);
  for (const name of pinned.keys()) {
    if (!listed.some((t) => t.name === name)) faults.push(`${name} has a fingerprint and is on no list of tools/tables.mjs`);
  }
  const tables = listed.filter(({ path }) => existsSync(path)).map((table) => {
    const bytes = readFileSync(table.path);
    const own = createHash('sha256').update(bytes).digest('hex') !== pinned.get(table.name);
    return { ...table, bytes, own, ...meta(bytes) };
  });
  for (const { path, release, source, own } of tables) {
    // Descriptors under license are never packed, whatever is asked for and however they came here.
    if (source.startsWith('private')) faults.push(`${path} is private (${release}): it cannot be packed`);
    else if (own && !custom) faults.push(`${path} is not the table of the pinned sources: ${release}, ${source}`);
  }
  if (faults.length === 0) return tables;
  throw new Error(`${faults.join('\n  ')}
  ./x tables build makes the tables of the pinned sources; ./x pkg --custom-tables packs your own, for your own use`);
}

/** One line a table. */
export const described = ({ path, set, release, source, own }) =>
  `    ${path}: ${set} ${release}${own ? ', NOT OF THE PINNED SOURCES' : ''}, from ${source}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const tables = tablesToPack({ custom: process.argv.includes('--custom-tables') });
    console.error(['==> tables of the package:', ...tables.map(described)].join('\n'));
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
