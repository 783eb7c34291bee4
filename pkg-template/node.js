export { init, tableUrl, search, lookup, browse, validate, validateMany, loadTable, tables, rules, memoryBytes } from './node.cjs';
