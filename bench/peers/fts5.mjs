import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { tokens, undot } from '../corpus.mjs';

export const name = 'SQLite FTS5 wasm, AND then OR';

const TABLES = `CREATE TABLE codes(id INTEGER PRIMARY KEY, code TEXT, title TEXT);
CREATE VIRTUAL TABLE words USING fts5(code, title, content='', tokenize="unicode61 remove_diacritics 2", prefix='2 3');`;
const QUERY = 'SELECT c.code, c.title FROM words JOIN codes c ON c.id = words.rowid WHERE words MATCH ? ORDER BY bm25(words, 3.0, 1.0) LIMIT 10';

const engine = () => sqlite3InitModule({ print() {}, printErr() {} });

export async function build(all) {
  const sqlite = await engine();
  const db = new sqlite.oo1.DB();
  db.exec(TABLES);
  db.transaction(() => {
    const code = db.prepare('INSERT INTO codes VALUES (?, ?, ?)');
    const words = db.prepare('INSERT INTO words(rowid, code, title) VALUES (?, ?, ?)');
    all.forEach(([c, title], i) => {
      code.bind([i + 1, c, title]).stepReset();
      words.bind([i + 1, undot(c), tokens(title).join(' ')]).stepReset();
    });
    code.finalize();
    words.finalize();
  });
  db.exec("INSERT INTO words(words) VALUES ('optimize'); VACUUM;");
  return { sqlite, db };
}

export const save = ({ sqlite, db }) => ({ 'codes.db': Buffer.from(sqlite.capi.sqlite3_js_db_export(db.pointer)) });

export async function load(read) {
  const sqlite = await engine();
  const bytes = new Uint8Array(read('codes.db'));
  const at = sqlite.wasm.allocFromTypedArray(bytes);
  const db = new sqlite.oo1.DB();
  db.checkRc(sqlite.capi.sqlite3_deserialize(db.pointer, 'main', at, bytes.length, bytes.length, sqlite.capi.SQLITE_DESERIALIZE_FREEONCLOSE));
  return { db, query: db.prepare(QUERY) };
}

function run({ query }, match) {
  const found = [];
  query.bind([match]);
  while (query.step()) found.push(query.get([]));
  query.reset();
  return found;
}

export function search(state, query) {
  const words = tokens(query).map((word) => `"${word}"*`);
  if (words.length === 0) return [];
  const found = run(state, words.join(' AND '));
  return found.length > 0 ? found : run(state, words.join(' OR '));
}
