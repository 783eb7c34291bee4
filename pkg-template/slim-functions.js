// What the slim entries export: the functions that only need codes.
import { functions } from './start.js';
export { SuperbillError } from './error.js';
export const { search, lookup, browse, loadTable, tables, memoryBytes } = functions;
