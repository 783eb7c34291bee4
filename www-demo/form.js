// The boxes of the claim, numbered as on the CMS-1500 (02/12).
import { el } from './dom.js';

const INFO = '/claimInformation';
const LINES = 4;
const DIAGNOSES = 6;

const PAYERS = [['MB', 'Medicare Part B'], ['MC', 'Medicaid'], ['CI', 'Commercial'], ['BL', 'Blue Cross / Blue Shield'], ['CH', 'TRICARE']];
const PLACES = [['11', '11 Office'], ['02', '02 Telehealth, not at home'], ['10', '10 Telehealth at home'], ['12', '12 Home'], ['19', '19 Off-campus outpatient'], ['20', '20 Urgent care'], ['21', '21 Inpatient hospital'], ['22', '22 On-campus outpatient'], ['23', '23 Emergency room'], ['24', '24 Surgical center'], ['31', '31 Skilled nursing'], ['81', '81 Laboratory']];
const FREQUENCIES = [['1', '1 Original'], ['7', '7 Replacement'], ['8', '8 Void']];

/** A control with its number, its label and the room for what is found in it. */
function box(number, label, path, { kind = 'text', form, className = '', choices, set, placeholder } = {}) {
  const id = `f${path.replaceAll('/', '-')}`;
  const shared = { id, 'data-path': path, 'data-form': form };
  let control;
  if (choices) {
    control = el('select', shared, el('option', { value: '' }, '—'), ...choices.map(([value, text]) => el('option', { value }, text)));
  } else if (set) {
    control = el('superbill-picker', { ...shared, 'aria-label': label, placeholder: undefined });
    // A claim may hold what is no code: that is what the findings are for.
    control.setAttribute('allow-text', '');
    control.setAttribute('set', set);
    control.setAttribute('limit', '8');
  } else {
    control = el('input', { ...shared, type: kind, spellcheck: false });
    if (kind === 'date') control.dataset.form = 'date';
    if (placeholder) control.placeholder = placeholder;
  }
  return el(
    'div',
    { className: `box ${className}` },
    el('label', set ? {} : { for: id }, number && el('b', {}, number), ` ${label}`),
    control,
    el('div', { className: 'says' }),
  );
}

function diagnoses() {
  return el(
    'fieldset',
    { className: 'diagnoses' },
    el('legend', {}, el('b', {}, '21'), ' Diagnoses'),
    ...Array.from({ length: DIAGNOSES }, (_, i) => {
      const letter = 'ABCDEFGHIJKL'[i];
      return box(letter, `Diagnosis ${letter}`, `${INFO}/healthCareCodeInformation/${i}/diagnosisCode`, { set: 'icd10cm', className: 'lettered' });
    }),
  );
}

function line(i) {
  const at = `${INFO}/serviceLines/${i}`;
  const service = `${at}/professionalService`;
  return el(
    'div',
    { className: 'line', role: 'group', 'aria-label': `Service line ${i + 1}` },
    el('span', { className: 'number' }, String(i + 1)),
    box('24A', 'Date', `${at}/serviceDate`, { kind: 'date' }),
    box('24B', 'Place', `${service}/placeOfServiceCode`, { placeholder: 'as claim' }),
    box('24D', 'Procedure', `${service}/procedureCode`, { set: 'hcpcs cpt' }),
    box('', 'Modifiers', `${service}/procedureModifiers`, { form: 'list' }),
    box('24E', 'Diagnoses', `${service}/compositeDiagnosisCodePointers/diagnosisCodePointers`, { form: 'pointers', placeholder: 'A' }),
    box('24F', 'Charge', `${service}/lineItemChargeAmount`),
    box('24G', 'Units', `${service}/serviceUnitCount`),
    el('div', { className: 'says' }),
  );
}

export function boxes() {
  return [
    el(
      'div',
      { className: 'grid' },
      box('1', 'Payer', `${INFO}/claimFilingCode`, { choices: PAYERS }),
      box('', 'Payer ID', '/tradingPartnerServiceId'),
      box('1a', 'Member ID', '/subscriber/memberId'),
      box('2', 'Patient: last name', '/subscriber/lastName'),
      box('', 'First name', '/subscriber/firstName'),
      box('3', 'Birth date', '/subscriber/dateOfBirth', { kind: 'date' }),
      box('', 'Sex', '/subscriber/gender', { choices: [['F', 'Female'], ['M', 'Male'], ['U', 'Unknown']] }),
      box('5', 'Patient: street', '/subscriber/address/address1'),
      box('', 'City', '/subscriber/address/city'),
      box('', 'State', '/subscriber/address/state'),
      box('', 'ZIP', '/subscriber/address/postalCode'),
      box('12', 'Release of information', `${INFO}/releaseInformationCode`, { choices: [['Y', 'Y Signed statement'], ['I', 'I Informed consent']] }),
      box('13', 'Pay the provider', `${INFO}/benefitsAssignmentCertificationIndicator`, { choices: [['Y', 'Y Yes'], ['N', 'N No'], ['W', 'W Not applicable']] }),
      box('17b', 'Referring NPI', '/referring/npi'),
      box('22', 'Frequency', `${INFO}/claimFrequencyCode`, { choices: FREQUENCIES }),
    ),
    diagnoses(),
    el('fieldset', { className: 'lines' }, el('legend', {}, el('b', {}, '24'), ' Services'), ...Array.from({ length: LINES }, (_, i) => line(i))),
    el(
      'div',
      { className: 'grid' },
      box('24B', 'Place of service', `${INFO}/placeOfServiceCode`, { choices: PLACES }),
      box('23', 'CLIA number', `${INFO}/claimSupplementalInformation/cliaNumber`),
      box('24J', 'Rendering NPI', '/rendering/npi'),
      box('25', 'Tax ID', '/billing/employerId'),
      box('26', 'Account', `${INFO}/patientControlNumber`),
      box('27', 'Accepts assignment', `${INFO}/planParticipationCode`, { choices: [['A', 'A Assigned'], ['B', 'B Clinical lab only'], ['C', 'C Not assigned']] }),
      box('28', 'Total charge', `${INFO}/claimChargeAmount`),
      box('31', 'Provider has signed', `${INFO}/signatureIndicator`, { choices: [['Y', 'Y Yes'], ['N', 'N No']] }),
      box('33', 'Billing provider', '/billing/organizationName'),
      box('', 'Street', '/billing/address/address1'),
      box('', 'City', '/billing/address/city'),
      box('', 'State', '/billing/address/state'),
      box('', 'ZIP', '/billing/address/postalCode'),
      box('33a', 'Billing NPI', '/billing/npi'),
      box('33b', 'Taxonomy', '/billing/taxonomyCode'),
    ),
  ];
}
