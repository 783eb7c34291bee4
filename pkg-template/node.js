export { init, tableUrl, search, lookup, browse, validate, validateMany, validateStream, loadTable, tables, rules, applyFix, memoryBytes, createSuperbill, SuperbillError } from './node.cjs';
