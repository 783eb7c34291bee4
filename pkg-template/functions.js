// What every entry exports beside `init` and `tableUrl`.
import { functions } from './start.js';
export { SuperbillError } from './error.js';
export const { search, lookup, browse, validate, validateMany, validateStream, serviceKeys, loadTable, tables, rules, applyFix, memoryBytes, createSuperbill } = functions;
