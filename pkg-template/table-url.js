// Where the tables are that lie in the package, for those who read its files.
import { text } from './arguments.js';
import { SuperbillError } from './error.js';

/** Those that the module has inside; their files are for `superbill/slim`. */
const EMBEDDED = ['icd10cm', 'hcpcs', 'cpt', 'modifiers', 'dx-edits'];

/** The file of a table in the package, whose name no path can be smuggled in with. */
export function tableFile(name) {
  const asked = text(name, 'name', 64);
  if (!/^[\w-]+$/.test(asked)) throw new SuperbillError('bad-option', '`name` must be that of a table, like icd10pcs');
  return `${EMBEDDED.includes(asked) ? 'embedded' : 'tables'}/${asked}.tbl`;
}

/** Files of the package by their own names: then the package's folder is around them. */
const UNBUNDLED = /\/(superbill(_slim)?_bg\.wasm|(inline|js|server|slim-inline|slim-server|worker-inline|worker-server)\.js)$/;

/** The address of a table beside the file at `here`. Computed, so that no bundler copies all tables unasked. */
export function tableBeside(here, name) {
  const file = tableFile(name);
  const { pathname, href } = here ? new URL(here) : { pathname: '' };
  if (UNBUNDLED.test(pathname)) return new URL(`./${file}`, href);
  // Vite's development server bundles the entry into this folder and serves the package itself two folders up.
  if (pathname.includes('/.vite/deps')) return new URL(href.replace(/\.vite\/deps.*$/, `superbill/${file}`));
  throw new SuperbillError('bad-option', `this entry is bundled, so no table lies beside it: import the table, as in \`import table from 'superbill/tables/${name}'\`, and pass it on as \`await init({ tables: [table] })\` or \`loadTable(await table())\``);
}
