import type { Checked, Report } from './index.js';

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
