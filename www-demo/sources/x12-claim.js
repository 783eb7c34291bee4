// One claim of an 837 file as the values of form fields, each with its place in the file.
import { hospitalCodes, stay } from './x12-hospital.js';

const DATES = {
  431: 'symptomDate', 439: 'accidentDate', 484: 'lastMenstrualPeriodDate', 454: 'initialTreatmentDate', 304: 'lastSeenDate',
  453: 'acuteManifestationDate', 455: 'lastXRayDate', 360: 'disabilityBeginDate', 361: 'disabilityEndDate', 297: 'lastWorkedDate',
  296: 'authorizedReturnToWorkDate', 444: 'firstContactDate', '090': 'assumedAndRelinquishedCareBeginDate', '091': 'assumedAndRelinquishedCareEndDate',
};
const NUMBERS = {
  F8: 'claimControlNumber', G1: 'priorAuthorizationNumber', '9F': 'referralNumber', X4: 'cliaNumber', EA: 'medicalRecordNumber',
  EW: 'mammographyCertificationNumber', LX: 'investigationalDeviceExemptionNumber', P4: 'demoProjectIdentifier', '4N': 'serviceAuthorizationExceptionCode',
};
const ROLES = { 82: 'rendering', DN: 'referring', DK: 'ordering', DQ: 'supervising', 71: 'attending', 72: 'operating', ZZ: 'otherOperating' };
const LINE_ROLES = { 82: 'renderingProvider', DN: 'referringProvider', DK: 'orderingProvider', DQ: 'supervisingProvider', 77: 'serviceFacilityLocation' };
const ADDRESS = ['city', 'state', 'postalCode', 'countryCode'];
const PEOPLE = { IL: '/subscriber', QC: '/dependent' };
const INFO = '/claimInformation';

/** @param {{ form: string }} claim one of `claimsOf` */
export function valuesOf(segments, claim) {
  const reader = new Reader(claim.form);
  for (const level of ['billing', 'subscriber', 'patient', 'claim']) {
    const [from, to] = claim[level] ?? [0, 0];
    reader.start(level);
    for (let i = from; i < to; i++) reader.read(segments[i], i);
  }
  return reader.values;
}

class Reader {
  values = new Map();
  line = -1;
  #owner = '';
  #level = '';
  #diagnoses = 0;

  constructor(form) {
    this.form = form;
  }

  start(level) {
    this.#level = level;
    this.#owner = level === 'billing' ? '/billing' : '';
  }

  /** Notes a value. `range` says which day of a `first-last` it is; `list` that the components from there on are one value. */
  put(path, segment, number, element, component = 0, { range, list } = {}) {
    if (this.values.has(path)) return;
    let text = segment.at(element, component);
    if (range !== undefined) text = text.split('-')[range] ?? '';
    if (list) text = segment.components(element).slice(component - 1, component - 1 + list).filter(Boolean);
    this.values.set(path, { text, at: { number, segment: segment.id, byte: segment.from, element, component, range, list } });
  }

  read(segment, number) {
    const put = (path, element, component, how) => this.put(path, segment, number, element, component, how);
    const { id } = segment;
    if (id === 'NM1') this.#name(segment, put);
    else if (!this.#owner.startsWith('/') && /^(N3|N4|PRV|DMG)$/.test(id) && segment.at(1) !== 'BI') return;
    else if (id === 'N3') put(`${this.#owner}/address/address1`, 1);
    else if (id === 'N4') ADDRESS.forEach((key, i) => put(`${this.#owner}/address/${key}`, i + 1));
    else if (id === 'PRV') put(`${segment.at(1) === 'BI' ? '/billing' : this.#owner}/taxonomyCode`, 3);
    else if (id === 'SBR' && this.#level === 'subscriber') {
      put('/subscriber/paymentResponsibilityLevelCode', 1);
      put('/subscriber/relationshipToSubscriberCode', 2);
      put('/subscriber/groupNumber', 3);
      put('/subscriber/subscriberGroupName', 4);
      put('/subscriber/insuranceTypeCode', 5);
      put(`${INFO}/claimFilingCode`, 9);
    } else if (id === 'SBR') this.#owner = 'other';
    else if (id === 'PAT' && this.#level === 'patient') put('/dependent/relationshipToSubscriberCode', 1);
    else if (id === 'DMG') {
      put(`${this.#owner}/dateOfBirth`, 2);
      put(`${this.#owner}/gender`, 3);
    } else if (id === 'REF') this.#number(segment, put);
    else if (this.#level === 'claim') this.#claim(segment, number, put);
  }

  /** Who comes now; what follows it (address, numbers) is theirs. */
  #name(segment, put) {
    const kind = segment.at(1);
    if (kind === 'PR' && this.#owner !== 'other') {
      put('/tradingPartnerName', 3);
      put('/tradingPartnerServiceId', 9);
      this.#owner = '';
      return;
    }
    if (this.#owner === 'other') return;
    if (this.#level !== 'claim') this.#owner = { 85: '/billing', 87: '/payToAddress' }[kind] ?? PEOPLE[kind] ?? '';
    else if (this.line < 0) this.#owner = kind === '77' ? `${INFO}/serviceFacilityLocation` : ROLES[kind] ? `/${ROLES[kind]}` : '';
    else this.#owner = LINE_ROLES[kind] ? `${INFO}/serviceLines/${this.line}/${LINE_ROLES[kind]}` : '';
    if (!this.#owner) return;
    const person = PEOPLE[kind];
    const last = person || segment.at(2) === '1' ? 'lastName' : 'organizationName';
    put(`${this.#owner}/${last}`, 3);
    if (last === 'lastName') put(`${this.#owner}/firstName`, 4);
    put(`${this.#owner}/${person ? 'memberId' : 'npi'}`, 9);
  }

  #number(segment, put) {
    const kind = segment.at(1);
    if (this.#level === 'billing' && this.#owner === '/billing' && (kind === 'EI' || kind === 'SY')) put(`/billing/${kind === 'EI' ? 'employerId' : 'ssn'}`, 2);
    if (this.#level !== 'claim' || this.#owner === 'other') return;
    if (this.line < 0 && NUMBERS[kind]) put(`${INFO}/claimSupplementalInformation/${NUMBERS[kind]}`, 2);
    if (this.line >= 0 && kind === 'X4') put(`${this.#at()}/serviceLineReferenceInformation/clinicalLaboratoryImprovementAmendmentNumber`, 2);
  }

  #at() {
    return `${INFO}/serviceLines/${this.line}`;
  }

  #claim(segment, number, put) {
    const { id } = segment;
    const hospital = this.form === 'institutional';
    if (id === 'CLM') this.#head(put);
    else if (id === 'LX') {
      this.line += 1;
      this.#owner = '';
      // Always a line, even where it says nothing else.
      put(`${this.#at()}/assignedNumber`, 1);
    } else if (/^SV[123]$/.test(id)) this.#service(segment, put);
    else if (id === 'DTP') this.#day(segment, put, hospital);
    else if (id === 'AMT' && this.line < 0 && this.#owner !== 'other' && /^F[35]$/.test(segment.at(1))) put(`${INFO}/patientAmountPaid`, 2);
    else if (id === 'NTE') put(this.line < 0 ? `${INFO}/claimNote/additionalInformation` : `${this.#at()}/additionalNotes`, 2);
    else if (id === 'LIN' && this.line >= 0) put(`${this.#at()}/drugIdentification/nationalDrugCode`, 3);
    else if (id === 'CTP' && this.line >= 0) put(`${this.#at()}/drugIdentification/nationalDrugUnitCount`, 4);
    else if (id === 'CL1') stay(put);
    else if (id === 'HI' && hospital) hospitalCodes(this, segment, number);
    else if (id === 'HI') {
      for (let i = 1; i < segment.elements.length; i++) {
        if (!/^A?B[KF]$/.test(segment.at(i, 1))) continue;
        const at = `${INFO}/healthCareCodeInformation/${this.#diagnoses++}`;
        put(`${at}/diagnosisTypeCode`, i, 1);
        put(`${at}/diagnosisCode`, i, 2);
      }
    }
  }

  #head(put) {
    put(`${INFO}/patientControlNumber`, 1);
    put(`${INFO}/claimChargeAmount`, 2);
    put(`${INFO}/placeOfServiceCode`, 5, 1);
    put(`${INFO}/claimFrequencyCode`, 5, 3);
    put(`${INFO}/signatureIndicator`, 6);
    put(`${INFO}/planParticipationCode`, 7);
    put(`${INFO}/benefitsAssignmentCertificationIndicator`, 8);
    put(`${INFO}/releaseInformationCode`, 9);
    put(`${INFO}/relatedCausesCode`, 11, 1, { list: 3 });
    put(`${INFO}/autoAccidentStateCode`, 11, 4);
    put(`${INFO}/delayReasonCode`, 20);
  }

  #service({ id }, put) {
    const service = `${this.#at()}/${id === 'SV2' ? 'institutionalService' : 'professionalService'}`;
    const composite = id === 'SV2' ? 2 : 1;
    if (id === 'SV2') put(`${service}/serviceLineRevenueCode`, 1);
    put(`${service}/procedureIdentifier`, composite, 1);
    put(`${service}/procedureCode`, composite, 2);
    put(`${service}/procedureModifiers`, composite, 3, { list: 4 });
    put(`${service}/lineItemChargeAmount`, composite + 1);
    if (id === 'SV3') {
      put(`${service}/serviceUnitCount`, 6);
      put(`${service}/placeOfServiceCode`, 3);
      put(`${service}/compositeDiagnosisCodePointers/diagnosisCodePointers`, 11, 1, { list: 4 });
      return;
    }
    put(`${service}/measurementUnit`, composite + 2);
    put(`${service}/serviceUnitCount`, composite + 3);
    if (id === 'SV2') return put(`${service}/nonCoveredChargeAmount`, 7);
    put(`${service}/placeOfServiceCode`, 5);
    put(`${service}/compositeDiagnosisCodePointers/diagnosisCodePointers`, 7, 1, { list: 4 });
    put(`${service}/emergencyIndicator`, 9);
    put(`${service}/epsdtIndicator`, 11);
    put(`${service}/familyPlanningIndicator`, 12);
  }

  #day(segment, put, hospital) {
    const kind = segment.at(1);
    const days = segment.at(2) === 'RD8' ? { range: 0 } : {};
    if (this.line >= 0) {
      if (kind !== '472') return;
      put(`${this.#at()}/serviceDate`, 3, 0, days);
      if (days.range === 0) put(`${this.#at()}/serviceDateEnd`, 3, 0, { range: 1 });
      return;
    }
    const at = `${INFO}/claimDateInformation`;
    if (kind === '434') {
      put(`${at}/statementBeginDate`, 3, 0, { range: 0 });
      put(`${at}/statementEndDate`, 3, 0, { range: 1 });
    } else if (kind === '435') put(`${at}/${hospital ? 'admissionDateAndHour' : 'admissionDate'}`, 3);
    else if (kind === '096') put(`${at}/${hospital ? 'dischargeHour' : 'dischargeDate'}`, 3);
    // A dental claim has one day for all of its lines.
    else if (kind === '472') put(`${INFO}/serviceDate`, 3, 0, days);
    else if (DATES[kind]) put(`${at}/${DATES[kind]}`, 3, 0, days);
  }
}
