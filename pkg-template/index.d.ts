import type { Claim } from './claim.js';
export type { Claim, ClaimInformation, Provider, ServiceLine } from './claim.js';

/** The code sets, by their official short names. */
export type CodeSet = 'icd10cm' | 'icd10pcs' | 'hcpcs' | 'cpt';

/** A day as `YYYY-MM-DD`. */
export type Day = string;

/**
 * Loads the module and then the tables that are asked for. On servers the module is ready on import and only tables are waited for; in
 * browsers it is fetched, or decoded where it is bundled as text. Calling it again is free, and a start that failed can be tried again.
 * @throws {SuperbillError} `not-loaded`, `refused` (the message says what to do), `bad-table`, `bad-option`
 */
export function init(source?: InitSource | InitOptions): Promise<void>;
export type InitSource =
  | string
  | URL
  | Request
  | Response
  | Promise<Response>
  | BufferSource
  | WebAssembly.Module;
export interface InitOptions {
  /** The module, where it is not found by itself: its address, a response, its bytes, or compiled. */
  module?: InitSource;
  /** Tables to take in, in this order. */
  tables?: TableSource[];
}
/** A table to take in: the export of `superbill/tables/icd10pcs`; or an address or bytes; or, where the package's files are at hand, the name of a table. */
export type TableSource = (() => Promise<Uint8Array | ArrayBuffer>) | string | URL | Request | Response | Promise<Response> | Uint8Array | ArrayBuffer;

/**
 * Where a table that the package ships beside the module is, like `tableUrl('icd10pcs')`: in Node, on plain pages and extensions, and in
 * Vite's development server. Bundlers copy no table unasked: there, import `superbill/tables/icd10pcs`.
 * @throws {SuperbillError} `bad-option`, in a bundle
 */
export function tableUrl(name: string): URL;

/** A call that could not be done; `code` is a stable name. A claim with faults is not an error; it gets a report. */
export class SuperbillError extends Error {
  constructor(code: SuperbillError['code'], message: string, place?: Pick<SuperbillError, 'line' | 'column' | 'limit' | 'byteOffset'>);
  code: 'bad-table' | 'bad-option' | 'bad-date' | 'unknown-set' | 'unknown-rule' | 'bad-input' | 'not-ready' | 'not-loaded' | 'refused';
  /** Where a text stops being readable, from 1. */
  line?: number;
  /** In bytes, from 1. */
  column?: number;
  /** The most bytes that are read at once, when there are more. */
  limit?: number;
  /** The byte at which reading ended, from 0, where it is one. */
  byteOffset?: number;
}

export interface SearchOptions {
  /** The sets to search; all loaded ones by default. */
  sets?: CodeSet[];
  /** Most hits, 1 to 500; 10 by default. */
  limit?: number;
  /** Only codes in the table on that day. Without it, ended codes come last. */
  on?: Day;
  /** Only billable codes (`true`) or only headers (`false`). */
  billable?: boolean;
  /** Only codes below this code, or within the chapter or block with this range. */
  within?: string;
  /**
   * When the words as typed find nothing: read them in the singular, as the title of the name that they are, with one typo
   * put right, or with some of them missing; `true` by default.
   */
  fallback?: boolean;
}

export interface Hit {
  set: CodeSet;
  /** In its written form: `E11.40`. */
  code: string;
  /** The official title; for CPT what the code is for in our own plain words, at the level of its family. */
  display: string;
  /** On the day asked for, or in the newest span. */
  billable: boolean;
  /** First day of the span that answers; `null` when the source does not reach back to it. */
  from: Day | null;
  /** Its last day; absent while in force. */
  to?: Day;
  /** Parts of `display` that matched: start and end of each, as for `String.prototype.slice`. */
  matches: [start: number, end: number][];
  /** The other name that matched, when the title does not say all that was typed. */
  matchedName?: string;
  /** The modifiers that were typed behind a procedure code ("99213-25"); absent when none were. */
  modifiers?: string[];
  /** For a code that ended or became a header: since when, and what it is now. */
  note?: string;
}

/**
 * Codes by code prefix (dotted or not) or by the beginnings of words in any order, best first.
 * @throws {SuperbillError} `unknown-set` (the table of an asked-for set, or every table of codes, is not loaded), `bad-option`, `bad-date`
 */
export function search(query: string, options?: SearchOptions): Hit[];

export interface CodeTitle {
  code: string;
  display: string;
  billable: boolean;
}

export interface CodeInfo {
  set: CodeSet;
  code: string;
  display: string;
  /** On the day asked for, or in the newest span. */
  status: 'valid' | 'header' | 'ended' | 'not-yet';
  billable: boolean;
  from: Day | null;
  to?: Day;
  note?: string;
  /** All spans, oldest first. */
  validity: { from: Day | null; to?: Day; billable: boolean }[];
  /** From the chapter down to the code above. */
  parents: CodeTitle[];
  /** The codes directly below. */
  children: CodeTitle[];
  /** The seventh characters that a partial code still needs. */
  seventh?: { character: string; display: string; code: string }[];
  /** Codes for the same condition or procedure on another side of the body. */
  laterality: CodeTitle[];
  predecessors: string[];
  successors: string[];
  /** Inclusion terms and everyday terms. */
  synonyms: string[];
  /** Official notes that apply, inherited ones included; `null` while the notes table is not loaded. */
  notes: { kind: string; text: string; at: string }[] | null;
  /** Table to load to get the notes. */
  notesHint?: string;
  /** Whether a diagnosis is a complication for Medicare's groups of stays; only while the table `ms-drg` is loaded. */
  complication?: 'MCC' | 'CC' | 'none';
  /**
   * CMS's record of a HCPCS Level II code: coverage, pricing, types of service, BETOS, days, such as `coverage C: carrier judgment`. Only
   * while the table `hcpcs-records` is loaded, which `./x tables official` makes of the agency's own file.
   */
  record?: string[];
  /** Meanings of the seven characters of an ICD-10-PCS code; CMS's definitions only while the table `pcs-definitions` is loaded. */
  axes?: { name: string; character: string; display: string; definition?: string; explanation?: string }[];
  /** The release that answered. */
  release: string;
}

/**
 * Everything known of one code, `undefined` when it was never valid.
 * @throws {SuperbillError}
 */
export function lookup(set: CodeSet, code: string, options?: { on?: Day }): CodeInfo | undefined;

/** The title of a group of stays of Medicare; `undefined` for no group, and while the table `ms-drg` is not loaded. Nothing is grouped. */
export function lookup(set: 'ms-drg', code: string, options?: { on?: Day }): Drg | undefined;

export interface Drg {
  set: 'ms-drg';
  /** Three digits. */
  code: string;
  display: string;
  /** The days of this title. */
  from: Day;
  to?: Day;
  release: string;
}

export interface Branch {
  /** A code, the range of a chapter or block, or for ICD-10-PCS the characters so far. */
  code: string;
  display: string;
  billable: boolean;
  /** There is something below. */
  hasChildren: boolean;
}

/**
 * The codes directly below a code, block or chapter; without a code, the chapters.
 * @throws {SuperbillError}
 */
export function browse(set: CodeSet, code?: string | null, options?: { on?: Day }): Branch[];

export interface ValidateOptions {
  /** The day to check codes on where the claim has no date of service. */
  on?: Day;
  /** Today: the library has no clock. Without it, what depends on it is reported as not checked. */
  today?: Day;
  /**
   * A JSON Pointer into the claim, like `/billing/npi`: run only the rules that read that field, for use on every keystroke.
   */
  field?: string;
  /** Days after the service within which the payer takes the claim. */
  timelyFilingDays?: number;
  /** The format of the input; found out from its bytes when it is not said. */
  format?: 'x12' | 'json' | 'fhir';
  /**
   * Ask the edits of Medicare's code editors (`mce.*`, `oce.*`) of every payer's institutional claims, as errors. Without it they
   * are errors for Medicare, warnings for Medicare Advantage, and not asked for others. They need the tables `mce` and `ioce`.
   */
  medicareEdits?: boolean;
  /** Whether Medicare pays the hospital for outpatients by its system for them (OPPS); read from the type of bill when not said. */
  opps?: boolean;
  /** Show names and identifiers in the segments of an 837 that findings quote (`locations.x12.text`), which are masked else. */
  identifiers?: boolean;
  /** Which rules are asked, and how bad it is what they find. Of the others nothing is said, not even that they were not checked. */
  rules?: RuleChoice;
}

/** A choice of rules. Each is named by its id, or a group of them by the beginning of their ids: `dx.*`; an unknown name is an `unknown-rule` error. */
export interface RuleChoice {
  /** Only these. */
  only?: string[];
  /** All but these. */
  without?: string[];
  /** Severity of what these rules find: `{ 'money.zero-or-negative': 'error', 'dx.*': 'info' }`; of several that name a rule the last counts. */
  severity?: Record<string, Finding['severity']>;
}

export interface Finding {
  /** The rule's id, permanent: `dx.not-valid-on-date`. */
  rule: string;
  /** `error`: will be rejected or denied under the cited rule; `warning`: likely, or it depends on the payer. */
  severity: 'error' | 'warning' | 'info';
  /** JSON Pointer into the claim, to the field that causes it. */
  path: string;
  /** Number of the service line, from 1. */
  line?: number;
  message: string;
  help: string;
  /** Other fields that take part. */
  related?: { path: string; message: string }[];
  fix: { description: string; options?: string[] };
  /** Where the field stands in the 837, on the paper form (CMS-1500, UB-04) and in a FHIR Claim. */
  locations: {
    x12: X12Location;
    form?: string;
    /** Of a claim that came as FHIR it selects one value: the field's, or of what is missing, what would hold it. */
    fhirPath: string;
    /** The bytes of that value in the FHIR resource: the first, and the one after the last. */
    bytes?: [number, number];
  };
  /** WEDI SNIP type, 1 to 7. */
  snip: number;
  /** The official edit that the rule mirrors. */
  edit?: { system: string; code: string };
  /** How a payer is expected to answer. */
  predicts?: ExpectedResponse;
  /** The rule's authority; the days of the table's row when the finding depends on them. */
  source: { name: string; url?: string; from?: Day; to?: Day };
}

/** A place in an 837. What follows `element` is there when the claim came in a file. */
export interface X12Location {
  loop: string;
  segment: string;
  /** `SV101-02`; absent where the whole segment is meant. */
  element?: string;
  /** Number of the segment in its transaction, ST being 1, as a 999 counts; of one that is missing, that of the segment before its place. */
  segmentNumber?: number;
  /** Line of the file, counted from 1. */
  line?: number;
  /** Bytes of the file: the first, and the one after the last; the same twice where something is missing. */
  bytes?: [number, number];
  /** The segment with ⟦the element⟧ marked and identifiers masked, unless `identifiers` was asked for. */
  text?: string;
}

export interface Report {
  /** No finding is an error. Says nothing of what was not checked. */
  valid: boolean;
  findings: Finding[];
  /** The rules that could not be answered, why, and what would supply what they need: silence is never a pass. */
  notChecked: { rule: string; reason: string; remedy: string }[];
  checkedOn?: Day;
  /** The tables that answered. */
  releases: { set: string; release: string }[];
  /** With the option `field`: the rules that ran. Their earlier findings are out of date. */
  rulesRun?: string[];
}

/**
 * Checks a claim: an object, or text or UTF-8 bytes (which is faster) of JSON, of a FHIR resource or of an X12 837 file with one claim. Nothing of it stays in the
 * module's memory.
 * @throws {SuperbillError} only when there is no JSON to read
 */
export function validate(claim: Claim | FhirResource | string | Uint8Array, options?: ValidateOptions): Report;

/** A FHIR R4 Claim or ExplanationOfBenefit, or a Bundle with some. */
export interface FhirResource {
  resourceType: string;
}

export interface ManyOptions extends Omit<ValidateOptions, 'field'> {
  /**
   * For workers that share claims: each is given all of them, answers every `of`th from the `part`th on (counted from 1), and gives
   * the others' `index` alone, without report and error. So each finds duplicates among all claims. What belongs to no claim is
   * the first part's.
   *
   * With `by: 'patient'` the claims of one subscriber in an X12 file are all one worker's, so that none has to read the claims of the
   * others. That is quicker, but a file with few subscribers is shared badly.
   */
  share?: { part: number; of: number; by?: 'turn' | 'patient' };
}

/** The answer for one claim of many: a report, or why it could not be read. */
export interface Checked {
  /** Its place in the input, from 0; empty lines do not count. `null`: the report is about the file and no claim of it. */
  index: number | null;
  patientControlNumber?: string;
  /** The claim's total charge, like `250.00`; absent when it cannot be read. */
  charge?: string;
  /** Absent when the claim could not be read. */
  report?: Report;
  /** Why it could not be read. */
  error?: { code: SuperbillError['code']; message: string; /** The byte at which reading ended, where it is one. */ byteOffset?: number };
}

/**
 * Checks claims one after the other, lazily, and finds duplicates among them.
 * @param input a file of X12 837, NDJSON, one claim as JSON or an array of them, as bytes or text; or any iterable of claims
 * @throws {SuperbillError}
 */
export function validateMany(
  input: Uint8Array | string | Iterable<Claim | FhirResource | string | Uint8Array>,
  options?: ManyOptions,
): IterableIterator<Checked>;

/** Bytes or text in pieces: a stream of Node or of the web, any iterable, or what holds such a stream, like a `File` or a `Response`. */
export type ClaimStream =
  | AsyncIterable<Uint8Array | ArrayBuffer | string>
  | Iterable<Uint8Array | ArrayBuffer | string>
  | ReadableStream<Uint8Array | string>
  | Blob
  | Response;

/**
 * Checks claims that come as a stream, as `validateMany` does, cut anywhere: a file of X12 837, NDJSON, JSON. The next piece is asked for when all
 * claims before it were taken, and the stream is closed when the loop is left. What is packed is unpacked before:
 * `pipeThrough(new DecompressionStream('gzip'))`, or zlib's `createGunzip()`.
 * @throws {SuperbillError}
 */
export function validateStream(source: ClaimStream, options?: ManyOptions): AsyncIterableIterator<Checked>;

/** Key of a service line, for finding duplicates among claims that no one call holds. */
export interface ServiceKey {
  /** The claim's place in the input, from 0. */
  claim: number;
  /** Line of the claim, from 1. */
  line: number;
  /** Sixteen hexadecimal digits; the same for the same service wherever this version runs, in Rust, Python and Spark, too. */
  key: string;
}

/**
 * The keys of the services of professional claims: two lines of different claims with the same key bill the same service, as the rule
 * `dup.claim` has it. Lines that the rule leaves alone have none (76 or 59, replacements, no date), and neither has what cannot be read.
 * @param input a claim, or claims of any format that `validateMany` takes as bytes or text
 * @throws {SuperbillError}
 */
export function serviceKeys(input: Claim | FhirResource | string | Uint8Array): ServiceKey[];

export interface TableInfo {
  set: string;
  /** In the publisher's words: `FY2027`. */
  release: string;
  rows: number;
  /** First and last day that the table can answer for. */
  from: string;
  to: string;
  source: string;
}

/**
 * Verifies a table and takes it in; one of its kind that was loaded before is replaced.
 * @throws {SuperbillError} `bad-table`; then nothing has changed
 */
export function loadTable(bytes: Uint8Array | ArrayBuffer): TableInfo;

/** Descriptions of the loaded tables, in the order of loading. */
export function tables(): TableInfo[];

/** How a payer is expected to answer. Without `source` it is a reading of the published code lists, and no payer said so. */
export interface ExpectedResponse {
  /** 277CA status: category, code, and entity where the code needs one, e.g. `A7:562:85`. */
  stc?: string;
  /** The second status, where the first does not stand alone. */
  stc2?: string;
  /** Claim adjustment reason code of the 835. */
  carc?: string;
  /** Remittance advice remark code of the 835. */
  rarc?: string;
  /** Who published the status for such an error. */
  source?: string;
}

export interface RuleInfo {
  id: string;
  title: string;
  severity: Finding['severity'];
  /** The fields that it reads. */
  fields: string[];
  snip: number;
  source: { name: string; url?: string };
  /** Why it matters, and what to do: what findings say unless they have something better. */
  help: string;
  fix: string;
  edit: Finding['edit'] | null;
  predicts: Finding['predicts'] | null;
}

/** The rules, in the order in which they run. */
export function rules(): RuleInfo[];

/**
 * The X12 file with another value at the place of a finding in it, and every other byte as it was.
 *
 * An element gets the value. Where the finding is about a whole segment, the value is a segment without its terminator: it takes
 * the segment's place, or comes where the segment is missing; `''` takes the segment away. SE01 counts along. Bytes of later findings
 * are those of the old file: check the new one again, or apply the last finding first.
 * @param file the file that the finding is of
 * @param value by default the first of `finding.fix.options`
 * @throws {SuperbillError} `bad-option` when the finding is not of this file, or the value holds a separator of it
 */
export function applyFix(file: Uint8Array | string, finding: Pick<Finding, 'locations'> & Partial<Pick<Finding, 'fix'>>, value?: string): Uint8Array;

/** The module's linear memory in bytes. */
export function memoryBytes(): number;

/** A set of tables of its own, with the functions that depend on tables; the exports of the package share one such set. */
export interface Superbill {
  search: typeof search;
  lookup: typeof lookup;
  browse: typeof browse;
  validate: typeof validate;
  validateMany: typeof validateMany;
  validateStream: typeof validateStream;
  serviceKeys: typeof serviceKeys;
  loadTable: typeof loadTable;
  tables: typeof tables;
}

/**
 * A second set of tables that begins with the embedded ones, for hosts that need two: of two quarters, or of two tenants. Rules
 * and the module's memory are shared. It is freed with the last reference to it.
 */
export function createSuperbill(): Superbill;
