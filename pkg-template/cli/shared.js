// What several commands need.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTable } from '../node.js';

/** The command cannot be done as it was given. */
export class Unusable extends Error {}

export const version = () => JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/** The package's tables and those of the folders or files that were named, which replace the package's. */
export function tableFiles({ tables = [], 'no-tables': none }) {
  const beside = fileURLToPath(new URL('../tables', import.meta.url));
  return [...(none ? [] : [beside]), ...tables].flatMap((path) => (path.endsWith('.tbl') ? [path] : inFolder(path)));
}

/** The bytes of a table's file. */
export function readTable(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Unusable(`${file}: ${reason(error)}`);
  }
}

/** Takes in tables, each with the name of its file. */
export function takeIn(tables) {
  for (const { file, bytes } of tables) {
    try {
      loadTable(bytes);
    } catch (error) {
      throw new Unusable(`${file}: ${reason(error)}`);
    }
  }
}

/** Takes in those that were asked for. */
export function loadTables(values) {
  for (const file of tableFiles(values)) takeIn([{ file, bytes: readTable(file) }]);
}

function inFolder(path) {
  let names;
  try {
    names = readdirSync(path).filter((name) => name.endsWith('.tbl') && statSync(join(path, name)).isFile());
  } catch (error) {
    throw new Unusable(`${path}: ${reason(error)}`);
  }
  if (names.length === 0) throw new Unusable(`${path}: there is no table (.tbl) in this folder`);
  return names.sort().map((name) => join(path, name));
}

const REASONS = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder; name its files',
  ENOTDIR: 'this is no folder',
  EACCES: 'it may not be read',
};

/** Why a file could not be read. */
export const reason = (error) => REASONS[error.code] ?? error.message;
