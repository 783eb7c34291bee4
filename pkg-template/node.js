export { init, tableUrl, search, lookup, browse, validate, validateMany, loadTable, tables, rules, memoryBytes, createSuperbill, SuperbillError } from './node.cjs';
