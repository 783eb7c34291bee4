export { SuperbillError, search, lookup, browse, loadTable, tables, memoryBytes, tableUrl } from './index.js';
export type { Branch, CodeInfo, CodeSet, CodeTitle, Day, Hit, InitOptions, InitSource, SearchOptions, TableInfo, TableSource } from './index.js';
import type { InitOptions, InitSource } from './index.js';

/**
 * Loads the module, which has no tables inside, and the tables that are asked for:
 * `import icd10cm from 'superbill/tables/icd10cm'; await init({ tables: [icd10cm] })`.
 * @throws {SuperbillError} `not-loaded`, `refused` (the message says what to do), `bad-table`, `bad-option`
 */
export function init(source?: InitSource | InitOptions): Promise<void>;
