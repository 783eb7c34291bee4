// The institutional claim by the form locators of the UB-04. The labels are our own words.
import { el } from '../dom.js';
import { ASSIGNED, PAYERS, PRESENT, RELATIONS, RELEASE, SEX } from './choices.js';
import { address, box, section } from './box.js';

const INFO = '/claimInformation';
const DATES = `${INFO}/claimDateInformation`;
const CODES = `${INFO}/claimCodeInformation`;
const OTHER = `${INFO}/otherSubscriberInformation/0`;
const NUMBERS = `${INFO}/claimSupplementalInformation`;
const OTHERS = 'ABCDEFGHIJKLMNOPQ';

const several = (n, make) => Array.from({ length: n }, (_, i) => make(i));

function line(i) {
  const at = `${INFO}/serviceLines/${i}`;
  const service = `${at}/institutionalService`;
  return el(
    'div',
    { className: 'line ub', role: 'group', 'aria-label': `Service line ${i + 1}` },
    el('span', { className: 'number', 'aria-hidden': 'true' }, String(i + 1)),
    box('42', 'Revenue', `${service}/serviceLineRevenueCode`),
    box('43', 'Drug (NDC)', `${at}/drugIdentification/nationalDrugCode`),
    box('44', 'Procedure', `${service}/procedureCode`, { set: 'hcpcs cpt', kind: 'procedure' }),
    box('', 'Modifiers', `${service}/procedureModifiers`, { kind: 'list' }),
    box('45', 'Date', `${at}/serviceDate`, { kind: 'date' }),
    box('46', 'Units', `${service}/serviceUnitCount`),
    box('47', 'Charge', `${service}/lineItemChargeAmount`, { className: 'money' }),
    box('48', 'Not covered', `${service}/nonCoveredChargeAmount`, { className: 'money' }),
    el('div', { className: 'says' }),
  );
}

/** A code with its day, days or amount side by side. */
const pair = (...boxes) => el('div', { className: 'pair' }, ...boxes, el('div', { className: 'says' }));

function diagnosis(i) {
  const at = `${INFO}/healthCareCodeInformation/${i}`;
  const number = i === 0 ? '67' : `67${OTHERS[i - 1]}`;
  return pair(
    box(number, i === 0 ? 'Principal' : 'Other', `${at}/diagnosisCode`, { set: 'icd10cm', kind: 'dx', full: ' diagnosis' }),
    box('', 'POA', `${at}/presentOnAdmissionIndicator`, { choices: PRESENT, className: 'tiny' }),
  );
}

function procedure(i) {
  const at = `${INFO}/procedureInformation/${i}`;
  const number = i === 0 ? '74' : `74${'abcde'[i - 1]}`;
  return pair(box(number, 'Procedure', `${at}/procedureCode`, { kind: 'code', className: 'mono' }), box('', 'Day', `${at}/procedureDate`, { kind: 'date' }));
}

export const UB04 = {
  name: 'UB-04',
  form: 'institutional',
  line,
  most: 50,
  sections: () => [
    section('', 'Facility and bill', 'grid',
      box('1', 'Facility', '/billing/organizationName', { span: 2 }),
      box('56', 'NPI', '/billing/npi'),
      box('81', 'Taxonomy', '/billing/taxonomyCode'),
      ...address('', '/billing'),
      box('5', 'Tax ID', '/billing/employerId'),
      box('3a', 'Account', `${INFO}/patientControlNumber`),
      box('3b', 'Medical record', `${NUMBERS}/medicalRecordNumber`),
      box('4', 'Type of bill', `${INFO}/placeOfServiceCode`, { placeholder: '11, 13, 85' }),
      box('', 'Frequency', `${INFO}/claimFrequencyCode`, { className: 'tiny' }),
      box('6', 'Statement from', `${DATES}/statementBeginDate`, { kind: 'date' }),
      box('', 'through', `${DATES}/statementEndDate`, { kind: 'date' }),
      box('64', "Payer's claim number", `${NUMBERS}/claimControlNumber`)),
    section('', 'Patient', 'grid',
      box('8', 'Last name', '/subscriber/lastName'),
      box('', 'First name', '/subscriber/firstName'),
      box('10', 'Birth date', '/subscriber/dateOfBirth', { kind: 'birth' }),
      box('11', 'Sex', '/subscriber/gender', { choices: SEX }),
      ...address('9', '/subscriber'),
      box('59', 'Patient is', '/subscriber/relationshipToSubscriberCode', { choices: RELATIONS })),
    section('', 'Patient, where somebody else is insured', 'grid folded',
      box('8', "Patient's last name", '/dependent/lastName'),
      box('', 'First name', '/dependent/firstName'),
      box('10', 'Birth date', '/dependent/dateOfBirth', { kind: 'birth' }),
      box('11', 'Sex', '/dependent/gender', { choices: SEX }),
      ...address('9', '/dependent'),
      box('59', 'Patient is', '/dependent/relationshipToSubscriberCode', { choices: RELATIONS })),
    section('', 'Stay', 'grid',
      box('12-13', 'Admitted', `${DATES}/admissionDateAndHour`, { kind: 'dayHour', placeholder: 'MM/DD/YYYY HH:MM', span: 2 }),
      box('14', 'Priority', `${CODES}/admissionTypeCode`, { className: 'tiny' }),
      box('15', 'Came from', `${CODES}/admissionSourceCode`, { className: 'tiny', kind: 'code' }),
      box('16', 'Discharge hour', `${DATES}/dischargeHour`, { kind: 'hour' }),
      box('17', 'Status', `${CODES}/patientStatusCode`, { className: 'tiny' }),
      box('71', 'DRG', `${INFO}/diagnosisRelatedGroupInformation/drugRelatedGroupCode`)),
    section('18-28', 'Condition codes', 'codes', ...several(12, (i) => box('', `Condition ${i + 1}`, `${INFO}/conditionCodesList/0/${i}/conditionCode`, { kind: 'code', className: 'tiny', short: String(i + 1) }))),
    section('31-34', 'Occurrences', 'pairs', ...several(8, (i) => pair(box('', `Occurrence ${i + 1}`, `${INFO}/occurrenceInformationList/0/${i}/occurrenceSpanCode`, { kind: 'code', className: 'tiny', short: 'Code' }), box('', 'Day', `${INFO}/occurrenceInformationList/0/${i}/occurrenceSpanCodeDate`, { kind: 'date' })))),
    section('35-36', 'Spans of days', 'pairs wide', ...several(4, (i) => {
      const at = `${INFO}/occurrenceSpanInformations/0/${i}`;
      return pair(box('', `Span ${i + 1}`, `${at}/occurrenceSpanCode`, { kind: 'code', className: 'tiny', short: 'Code' }), box('', 'From', `${at}/occurrenceSpanCodeStartDate`, { kind: 'date' }), box('', 'through', `${at}/occurrenceSpanCodeEndDate`, { kind: 'date' }));
    })),
    section('39-41', 'Values', 'pairs', ...several(12, (i) => pair(box('', `Value ${i + 1}`, `${INFO}/valueInformationList/0/${i}/valueCode`, { kind: 'code', className: 'tiny', short: 'Code' }), box('', 'Amount', `${INFO}/valueInformationList/0/${i}/valueCodeAmount`, { className: 'money' })))),
    section('42-48', 'Services', 'lines'),
    section('', 'Payer', 'grid',
      box('50', 'Kind of payer', `${INFO}/claimFilingCode`, { choices: PAYERS }),
      box('', 'Payer', '/tradingPartnerName'),
      box('', 'Payer ID', '/tradingPartnerServiceId'),
      box('60', 'Member ID', '/subscriber/memberId'),
      box('62', 'Group', '/subscriber/groupNumber'),
      box('63', 'Authorization', `${NUMBERS}/priorAuthorizationNumber`),
      box('52', 'Release', `${INFO}/releaseInformationCode`, { choices: RELEASE }),
      box('53', 'Pay the provider', `${INFO}/benefitsAssignmentCertificationIndicator`, { choices: ASSIGNED }),
      box('54', 'Paid', `${INFO}/patientAmountPaid`, { className: 'money' }),
      box('', 'Accepts assignment', `${INFO}/planParticipationCode`, { kind: 'code' }),
      box('47', 'Total charge', `${INFO}/claimChargeAmount`, { className: 'money' })),
    section('', 'Other insurance', 'grid folded',
      box('50', 'Other payer', `${OTHER}/otherPayerName/otherPayerOrganizationName`),
      box('58', 'Insured there', `${OTHER}/otherSubscriberName/otherInsuredLastName`),
      box('60', 'Member ID there', `${OTHER}/otherSubscriberName/otherInsuredIdentifier`),
      box('', 'Place in order', `${OTHER}/paymentResponsibilityLevelCode`, { kind: 'code' })),
    section('67', 'Diagnoses', 'pairs wide', ...several(18, diagnosis)),
    section('69-72', 'Why the patient came', 'pairs wide',
      box('69', 'Admitting diagnosis', `${INFO}/admittingDiagnosis/admittingDiagnosisCode`, { set: 'icd10cm', kind: 'dx' }),
      ...several(3, (i) => box('70', `Reason for the visit ${i + 1}`, `${INFO}/patientReasonForVisitInformation/${i}/patientReasonForVisitCode`, { set: 'icd10cm', kind: 'dx' })),
      ...several(3, (i) => box('72', `External cause ${i + 1}`, `${INFO}/externalCauseOfInjuryInformation/${i}/externalCauseOfInjury`, { set: 'icd10cm', kind: 'dx' }))),
    section('74', 'Procedures of the stay', 'pairs', ...several(6, procedure)),
    section('76-79', 'Physicians', 'grid four',
      box('76', 'Attending NPI', '/attending/npi'), box('', 'Last name', '/attending/lastName', { full: ' of the attending physician' }), box('', 'First name', '/attending/firstName', { full: ' of the attending physician' }), box('', 'Taxonomy', '/attending/taxonomyCode', { full: ' of the attending physician' }),
      box('77', 'Operating NPI', '/operating/npi'), box('', 'Last name', '/operating/lastName', { full: ' of the operating physician' }), box('', 'First name', '/operating/firstName', { full: ' of the operating physician' }), box('', 'Taxonomy', '/operating/taxonomyCode', { full: ' of the operating physician' }),
      box('78', 'Other operating NPI', '/otherOperating/npi'), box('', 'Last name', '/otherOperating/lastName', { full: ' of the other operating physician' }), box('79', 'Rendering NPI', '/rendering/npi'), box('', 'Last name', '/rendering/lastName', { full: ' of the rendering provider' }),
      box('', 'Referring NPI', '/referring/npi'), box('', 'Last name', '/referring/lastName', { full: ' of the referring provider' }),
      box('80', 'Remarks', `${INFO}/claimNote/additionalInformation`, { span: 2 })),
  ],
};
