export { init, tableUrl, search, lookup, browse, validate, validateMany, loadTable, tables, rules } from './node.cjs';
