// Reports as FHIR R4 OperationOutcomes, for systems that speak FHIR. Plain JSON out; nothing is loaded.

const SEVERITY = { error: 'error', warning: 'warning', info: 'information' };

/** What a rule's id says of its kind, as FHIR's issue types; the first that fits. */
const KINDS = [
  [/^x12\.(element|segment)-missing$|missing$|^claim\.lines$/, 'required'],
  [/^(x12|input)\./, 'structure'],
  [/^dup\./, 'duplicate'],
  [/unknown|not-valid-on-date|header-not-billable|unlisted/, 'code-invalid'],
  [/format|impossible|check-digit|decimal-point|not-an-amount|not-a-count|qualifier|filler/, 'value'],
];

const kind = (rule) => KINDS.find(([fits]) => fits.test(rule))?.[1] ?? 'business-rule';

const concept = (system, code, text) => ({ coding: [{ system, code }], text });

/** Where it is in the form the claim came in: the segment of a file, or the pointer into JSON. */
function location({ path, locations: { x12, bytes } }) {
  if (x12.line !== undefined) return [`line ${x12.line}${x12.segmentNumber ? `, segment ${x12.segmentNumber}` : ''}: ${[x12.loop, x12.element ?? x12.segment].filter(Boolean).join(' ')}`];
  return bytes === undefined && path ? [path] : [];
}

const filled = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== '' && value.length !== 0));

function ofFinding(finding, system) {
  const { rule, severity, message, help, fix, locations } = finding;
  const options = fix?.options?.length ? `: ${fix.options.join(', ')}` : '';
  return filled({
    severity: SEVERITY[severity],
    code: kind(rule),
    details: concept(system, rule, message),
    diagnostics: [help, fix?.description && `To do: ${fix.description}${options}`].filter(Boolean).join(' '),
    location: location(finding),
    expression: locations.fhirPath ? [locations.fhirPath] : [],
  });
}

const ofUnchecked = ({ rule, reason, remedy }, system) => ({
  severity: 'information',
  code: 'informational',
  details: concept(system, rule, `not checked: ${reason}`),
  diagnostics: `To do: ${remedy}`,
});

/**
 * A report as a FHIR R4 OperationOutcome: an issue for every finding, and one of severity `information` for every rule that
 * could not be answered. An answer of `validateMany` will do too; a claim that could not be read is one issue that is `fatal`.
 */
export function toOperationOutcome(report, { notChecked = true, system = 'urn:superbill:rule' } = {}) {
  const { error, report: inner = report } = report;
  if (error) {
    const fault = { severity: 'fatal', code: 'structure', details: concept(system, error.code, error.message) };
    return { resourceType: 'OperationOutcome', issue: [fault] };
  }
  const issue = [
    ...inner.findings.map((finding) => ofFinding(finding, system)),
    ...(notChecked ? inner.notChecked.map((rule) => ofUnchecked(rule, system)) : []),
  ];
  // An outcome has at least one issue.
  if (issue.length === 0) issue.push({ severity: 'information', code: 'informational', details: { text: 'nothing was found' } });
  return { resourceType: 'OperationOutcome', issue };
}

export { terminology, toCoding } from './terminology.js';
