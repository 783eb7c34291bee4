import type { Checked, CodeSet, Day, Report } from './index.js';

export interface OperationOutcomeIssue {
  /** `fatal`: the claim could not be read; `information`: better exists, or a rule could not be answered. */
  severity: 'fatal' | 'error' | 'warning' | 'information';
  /** FHIR's kind of issue. */
  code: 'structure' | 'required' | 'value' | 'code-invalid' | 'duplicate' | 'business-rule' | 'informational';
  /** The rule, and what is wrong in words; never a name or an identifier. */
  details: { coding?: { system: string; code: string }[]; text: string };
  /** Why it matters and what to do. */
  diagnostics?: string;
  /** Where it is in a claim that did not come as FHIR: the segment of a file, or a JSON Pointer. */
  location?: string[];
  /** The FHIRPath; of a claim that came as FHIR it selects exactly one value. */
  expression?: string[];
}

/** A FHIR R4 OperationOutcome. */
export interface OperationOutcome {
  resourceType: 'OperationOutcome';
  issue: OperationOutcomeIssue[];
}

export interface OperationOutcomeOptions {
  /** Whether the rules that could not be answered are issues too; they are. */
  notChecked?: boolean;
  /** The system of the rules' ids, instead of `urn:superbill:rule`. */
  system?: string;
}

/**
 * A report, or an answer of `validateMany`, as a FHIR R4 OperationOutcome.
 */
export function toOperationOutcome(report: Report | Checked, options?: OperationOutcomeOptions): OperationOutcome;

/** A FHIR R4 Coding. */
export interface Coding {
  system: string;
  version?: string;
  code: string;
  /** Absent for CPT, whose own displays are the AMA's. */
  display?: string;
}

/** A hit of `search` or an answer of `lookup` as a Coding, with HL7's address of its code system. */
export function toCoding(hit: { set: CodeSet; code: string; display: string; release?: string }): Coding;

/** A FHIR R4 Parameters resource. */
export interface Parameters {
  resourceType: 'Parameters';
  parameter: { name: string; part?: Parameters['parameter']; valueString?: string; valueCode?: string; valueBoolean?: boolean }[];
}

/** A FHIR R4 ValueSet with its expansion. */
export interface ExpandedValueSet {
  resourceType: 'ValueSet';
  url?: string;
  status: 'active';
  expansion: {
    timestamp: string;
    /** Absent when there may be more than were asked for. */
    total?: number;
    offset: number;
    parameter: { name: string; valueString?: string; valueInteger?: number }[];
    contains: { system: string; abstract?: true; inactive?: true; code: string; display: string; designation?: { value: string }[] }[];
  };
}

export interface Terminology {
  /** `CodeSystem/$lookup`. @throws an error with an OperationOutcome as `body` when there is no such code */
  lookupCode(asked: { system: string; code: string; date?: Day }): Promise<Parameters>;
  /** `CodeSystem/$validate-code`: whether a code is in force that day. */
  validateCode(asked: { system: string; code: string; display?: string; date?: Day }): Promise<Parameters>;
  /** `ValueSet/$expand` with a filter: what `search` finds, in its order. `url` is the address of a code system. */
  expand(asked: { url: string; filter: string; count?: string; offset?: string; date?: Day; activeOnly?: string }): Promise<ExpandedValueSet>;
  /** Answers a request as a terminology server would; `undefined` when its address is none of these operations. */
  answer(request: Request | string | URL): Promise<Response | undefined>;
}

/** FHIR's terminology operations over the exports of `superbill`, `superbill/slim` or `superbill/worker`: R4 JSON, offline. */
export function terminology(superbill: { search: Function; lookup: Function }): Terminology;
