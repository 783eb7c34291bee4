// The professional claim in the layout of the CMS-1500 (02/12).
import { el } from '../dom.js';
import { ACCEPTS, ASSIGNED, FREQUENCIES, PAYERS, PLACES, RELATIONS, RELEASE, SEX, YES_NO } from './choices.js';
import { address, box, section } from './box.js';

const INFO = '/claimInformation';
const DATES = `${INFO}/claimDateInformation`;
const NUMBERS = `${INFO}/claimSupplementalInformation`;
const OTHER = `${INFO}/otherSubscriberInformation/0`;
const LETTERS = 'ABCDEFGHIJKL';

function line(i) {
  const at = `${INFO}/serviceLines/${i}`;
  const service = `${at}/professionalService`;
  return el(
    'div',
    { className: 'line', role: 'group', 'aria-label': `Service line ${i + 1}` },
    el('span', { className: 'number', 'aria-hidden': 'true' }, String(i + 1)),
    box('24A', 'From', `${at}/serviceDate`, { kind: 'date' }),
    box('', 'To', `${at}/serviceDateEnd`, { kind: 'date' }),
    box('24B', 'Place', `${service}/placeOfServiceCode`, { placeholder: 'as claim' }),
    box('24D', 'Procedure', `${service}/procedureCode`, { set: 'hcpcs cpt', kind: 'code' }),
    box('', 'Modifiers', `${service}/procedureModifiers`, { kind: 'list' }),
    box('24E', 'Pointer', `${service}/compositeDiagnosisCodePointers/diagnosisCodePointers`, { kind: 'pointers', placeholder: 'A' }),
    box('24F', 'Charge', `${service}/lineItemChargeAmount`, { className: 'money' }),
    box('24G', 'Units', `${service}/serviceUnitCount`),
    el('div', { className: 'says' }),
  );
}

export const CMS1500 = {
  name: 'CMS-1500',
  form: 'professional',
  line,
  most: 50,
  sections: () => [
    section('', 'Payer and patient', 'grid',
      box('1', 'Kind of payer', `${INFO}/claimFilingCode`, { choices: PAYERS }),
      box('', 'Payer', '/tradingPartnerName'),
      box('', 'Payer ID', '/tradingPartnerServiceId'),
      box('1a', 'Member ID', '/subscriber/memberId'),
      box('2', 'Last name', '/subscriber/lastName'),
      box('', 'First name', '/subscriber/firstName'),
      box('3', 'Birth date', '/subscriber/dateOfBirth', { kind: 'date' }),
      box('', 'Sex', '/subscriber/gender', { choices: SEX }),
      ...address('5', '/subscriber'),
      box('6', 'Patient is', '/subscriber/relationshipToSubscriberCode', { choices: RELATIONS }),
      box('11', 'Group', '/subscriber/groupNumber'),
      box('11c', 'Plan', '/subscriber/subscriberGroupName')),
    section('', 'Patient, where somebody else is insured', 'grid folded',
      box('2', "Patient's last name", '/dependent/lastName'),
      box('', 'First name', '/dependent/firstName'),
      box('3', 'Birth date', '/dependent/dateOfBirth', { kind: 'date' }),
      box('', 'Sex', '/dependent/gender', { choices: SEX }),
      ...address('5', '/dependent'),
      box('6', 'Patient is', '/dependent/relationshipToSubscriberCode', { choices: RELATIONS })),
    section('', 'Other insurance', 'grid folded',
      box('9', 'Insured elsewhere', `${OTHER}/otherSubscriberName/otherInsuredLastName`),
      box('9a', 'Member ID there', `${OTHER}/otherSubscriberName/otherInsuredIdentifier`),
      box('9d', 'Other payer', `${OTHER}/otherPayerName/otherPayerOrganizationName`),
      box('11d', 'Place in order', `${OTHER}/paymentResponsibilityLevelCode`, { kind: 'code' })),
    section('', 'Condition, dates and signatures', 'grid',
      box('10', 'Caused by', `${INFO}/relatedCausesCode`, { kind: 'list', placeholder: 'AA, EM, OA' }),
      box('10b', 'Accident state', `${INFO}/autoAccidentStateCode`, { kind: 'code' }),
      box('14', 'Onset', `${DATES}/symptomDate`, { kind: 'date' }),
      box('', 'Accident', `${DATES}/accidentDate`, { kind: 'date' }),
      box('', 'Last period', `${DATES}/lastMenstrualPeriodDate`, { kind: 'date' }),
      box('15', 'First treatment', `${DATES}/initialTreatmentDate`, { kind: 'date' }),
      box('16', 'Disabled from', `${DATES}/disabilityBeginDate`, { kind: 'date' }),
      box('', 'until', `${DATES}/disabilityEndDate`, { kind: 'date' }),
      box('18', 'Admitted', `${DATES}/admissionDate`, { kind: 'date' }),
      box('', 'Discharged', `${DATES}/dischargeDate`, { kind: 'date' }),
      box('12', 'Release', `${INFO}/releaseInformationCode`, { choices: RELEASE }),
      box('13', 'Pay the provider', `${INFO}/benefitsAssignmentCertificationIndicator`, { choices: ASSIGNED })),
    section('', 'Referral and notes', 'grid',
      box('17', 'Referring last name', '/referring/lastName'),
      box('', 'First name', '/referring/firstName'),
      box('17b', 'Referring NPI', '/referring/npi'),
      box('19', 'Note', `${INFO}/claimNote/additionalInformation`),
      box('20', 'Purchased charge', `${INFO}/serviceLines/0/purchasedServiceInformation/purchasedServiceChargeAmount`, { className: 'money' }),
      box('22', 'Frequency', `${INFO}/claimFrequencyCode`, { choices: FREQUENCIES }),
      box('', "Payer's claim number", `${NUMBERS}/claimControlNumber`),
      box('23', 'Authorization', `${NUMBERS}/priorAuthorizationNumber`),
      box('', 'Referral number', `${NUMBERS}/referralNumber`),
      box('', 'CLIA number', `${NUMBERS}/cliaNumber`)),
    section('21', 'Diagnoses', 'diagnoses', ...Array.from(LETTERS, (letter, i) => box(letter, `Diagnosis ${letter}`, `${INFO}/healthCareCodeInformation/${i}/diagnosisCode`, { set: 'icd10cm', kind: 'dx', className: 'lettered', short: '', full: 'Diagnosis' }))),
    section('24', 'Services', 'lines'),
    section('', 'Provider and totals', 'grid',
      box('24B', 'Place of service', `${INFO}/placeOfServiceCode`, { choices: PLACES }),
      box('24J', 'Rendering NPI', '/rendering/npi'),
      box('31', 'Rendering last name', '/rendering/lastName'),
      box('', 'First name', '/rendering/firstName'),
      box('', 'Has signed', `${INFO}/signatureIndicator`, { choices: YES_NO }),
      box('25', 'Tax ID', '/billing/employerId'),
      box('26', 'Account', `${INFO}/patientControlNumber`),
      box('27', 'Accepts assignment', `${INFO}/planParticipationCode`, { choices: ACCEPTS }),
      box('28', 'Total charge', `${INFO}/claimChargeAmount`, { className: 'money' }),
      box('29', 'Paid', `${INFO}/patientAmountPaid`, { className: 'money' }),
      box('32', 'Facility', `${INFO}/serviceFacilityLocation/organizationName`),
      box('32a', 'Facility NPI', `${INFO}/serviceFacilityLocation/npi`),
      box('33', 'Billing provider', '/billing/organizationName', { span: 2 }),
      box('33a', 'Billing NPI', '/billing/npi'),
      box('33b', 'Taxonomy', '/billing/taxonomyCode'),
      ...address('', '/billing')),
  ],
};
