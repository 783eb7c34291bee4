import type { applyFix as ApplyFix, Branch, Checked, Claim, ClaimStream, CodeInfo, Hit, InitOptions, InitSource, lookup as Lookup, ManyOptions, browse as Browse, search as Search, ServiceKey, serviceKeys as ServiceKeys, validate as Validate, validateMany as ValidateMany, Report, RuleInfo, TableInfo } from './index.js';
export { SuperbillError, tableUrl } from './index.js';
export type { Branch, Checked, Claim, ClaimStream, CodeInfo, CodeSet, CodeTitle, Day, Finding, Hit, InitOptions, InitSource, Report, RuleInfo, SearchOptions, ServiceKey, TableInfo, TableSource, ValidateOptions } from './index.js';

/** The functions over one set of tables, off the page's thread: those of `superbill`, as promises. */
export interface AsyncSuperbill {
  search(...args: Parameters<typeof Search>): Promise<Hit[]>;
  lookup(...args: Parameters<typeof Lookup>): Promise<CodeInfo | undefined>;
  browse(...args: Parameters<typeof Browse>): Promise<Branch[]>;
  validate(...args: Parameters<typeof Validate>): Promise<Report>;
  /** Bytes and texts are copied to the thread; claims that come one by one are gathered first. */
  validateMany(
    input: Parameters<typeof ValidateMany>[0] | AsyncIterable<Claim | string | Uint8Array>,
    options?: Parameters<typeof ValidateMany>[1],
  ): AsyncGenerator<Checked, void, void>;
  /** Each piece is copied to the thread when the answers to the one before were taken. */
  validateStream(source: ClaimStream, options?: ManyOptions): AsyncGenerator<Checked, void, void>;
  serviceKeys(...args: Parameters<typeof ServiceKeys>): Promise<ServiceKey[]>;
  loadTable(bytes: Uint8Array | ArrayBuffer): Promise<TableInfo>;
  tables(): Promise<TableInfo[]>;
}

/**
 * Starts the thread, the module in it and the tables that are asked for. The first call of another function does so, too.
 * @throws {SuperbillError} `not-loaded`, `refused` (the message says what to do), `bad-table`, `bad-option`
 */
export function init(source?: InitSource | InitOptions): Promise<void>;
export const search: AsyncSuperbill['search'];
export const lookup: AsyncSuperbill['lookup'];
export const browse: AsyncSuperbill['browse'];
export const validate: AsyncSuperbill['validate'];
export const validateMany: AsyncSuperbill['validateMany'];
export const validateStream: AsyncSuperbill['validateStream'];
export const serviceKeys: AsyncSuperbill['serviceKeys'];
export const loadTable: AsyncSuperbill['loadTable'];
export const tables: AsyncSuperbill['tables'];
/** The rules, in the order in which they run. */
export function rules(): Promise<RuleInfo[]>;
/** An X12 file with a finding's fix put in; see `applyFix` of `superbill`. */
export function applyFix(...args: Parameters<typeof ApplyFix>): Promise<Uint8Array>;
/** The module's linear memory in bytes. */
export function memoryBytes(): Promise<number>;
/** A second set of tables in the same thread. */
export function createSuperbill(): AsyncSuperbill;
/** Ends the thread; what was still asked of it fails, and the next call starts another. */
export function terminate(): void;
