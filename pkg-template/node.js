export { init, tableUrl, search, lookup, browse, validate, validateMany, validateStream, loadTable, tables, rules, memoryBytes, createSuperbill, SuperbillError } from './node.cjs';
