// A FHIR claim (Claim or ExplanationOfBenefit, alone or in a Bundle): where it keeps the fields of the forms.
import { get } from './tree.js';

const INFO = '/claimInformation';
const ROLES = ['rendering', 'referring', 'ordering', 'supervising', 'attending', 'operating', 'otheroperating'];
const SEX = { female: 'F', male: 'M', unknown: 'U', other: 'U' };
const CLAIMS = ['Claim', 'ExplanationOfBenefit'];

export const isFhir = (tree) => typeof tree?.resourceType === 'string';

/** Fields with their pointers into the resource. */
export function fieldsOf(tree) {
  return new Reader(tree).fields();
}

export function formOf(tree) {
  return new Reader(tree).institutional ? 'institutional' : 'professional';
}

class Reader {
  #out = new Map();
  #tree;
  #at;
  #claim;

  constructor(tree) {
    this.#tree = tree;
    const index = (tree.entry ?? []).findIndex((e) => CLAIMS.includes(e?.resource?.resourceType));
    this.#at = index >= 0 ? `/entry/${index}/resource` : '';
    this.#claim = get(tree, this.#at) ?? {};
    this.institutional = (this.#claim.type?.coding ?? []).some((c) => c?.code === 'institutional') || Boolean(this.#claim.item?.some?.((i) => i?.revenue));
  }

  /** The pointer of what a reference means: contained, or an entry of the bundle. */
  #resource(reference) {
    const to = reference?.reference;
    if (typeof to !== 'string') return undefined;
    if (to.startsWith('#')) {
      const i = (this.#claim.contained ?? []).findIndex((r) => r?.id === to.slice(1));
      return i < 0 ? undefined : `${this.#at}/contained/${i}`;
    }
    const i = (this.#tree.entry ?? []).findIndex((e) => e?.fullUrl === to || e?.fullUrl?.endsWith(`/${to}`) || `${e?.resource?.resourceType}/${e?.resource?.id}` === to);
    return i < 0 ? undefined : `/entry/${i}/resource`;
  }

  #note(field, pointer) {
    if (pointer !== undefined && get(this.#tree, pointer) !== undefined) this.#out.set(field, pointer);
  }

  /** The code of a concept, of the wanted system where one is named. */
  #code(field, concept, system) {
    const all = get(this.#tree, concept)?.coding;
    if (!Array.isArray(all)) return;
    const i = system ? Math.max(0, all.findIndex((c) => c?.system?.includes(system))) : 0;
    this.#note(field, `${concept}/coding/${i}/code`);
  }

  #identifier(field, at, fits) {
    const all = get(this.#tree, `${at}/identifier`);
    if (!Array.isArray(all)) return;
    const i = all.findIndex(fits);
    if (i >= 0) this.#note(field, `${at}/identifier/${i}/value`);
  }

  #party(owner, at) {
    if (!at) return;
    const kind = get(this.#tree, at)?.resourceType;
    if (kind === 'PractitionerRole') return this.#party(owner, this.#resource(get(this.#tree, `${at}/practitioner`)));
    if (kind === 'Organization') this.#note(`${owner}/organizationName`, `${at}/name`);
    else {
      this.#note(`${owner}/lastName`, `${at}/name/0/family`);
      this.#note(`${owner}/firstName`, `${at}/name/0/given/0`);
      this.#note(`${owner}/dateOfBirth`, `${at}/birthDate`);
      this.#note(`${owner}/gender`, `${at}/gender`);
    }
    this.#identifier(`${owner}/npi`, at, (i) => i?.system?.includes('us-npi') || i?.type?.coding?.[0]?.code === 'npi');
    this.#identifier(`${owner}/employerId`, at, (i) => i?.system?.endsWith('113883.4.4'));
    this.#note(`${owner}/address/address1`, `${at}/address/0/line/0`);
    for (const key of ['city', 'state', 'postalCode']) this.#note(`${owner}/address/${key}`, `${at}/address/0/${key}`);
  }

  fields() {
    const at = this.#at;
    const claim = this.#claim;
    this.#note(`${INFO}/patientControlNumber`, `${at}/identifier/0/value`);
    this.#note(`${INFO}/claimChargeAmount`, `${at}/total${Array.isArray(claim.total) ? '/0/amount' : ''}/value`);
    const coverage = this.#resource(claim.insurance?.[0]?.coverage);
    if (coverage) this.#note('/subscriber/memberId', `${coverage}/subscriberId`);
    const payer = this.#resource(claim.insurer);
    if (payer) {
      this.#note('/tradingPartnerName', `${payer}/name`);
      this.#note('/tradingPartnerServiceId', `${payer}/identifier/0/value`);
    }
    this.#party('/subscriber', this.#resource(claim.patient));
    this.#party('/billing', this.#resource(claim.provider));
    (claim.careTeam ?? []).forEach((member, i) => {
      const role = ROLES.find((r) => member?.role?.coding?.some((c) => c?.code?.toLowerCase() === r));
      if (!role) return;
      const owner = `/${role === 'otheroperating' ? 'otherOperating' : role}`;
      this.#code(`${owner}/taxonomyCode`, `${at}/careTeam/${i}/qualification`);
      this.#note(`${owner}/npi`, `${at}/careTeam/${i}/provider/identifier/value`);
      this.#party(owner, this.#resource(member.provider));
    });
    this.#note(`${INFO}/claimDateInformation/statementBeginDate`, `${at}/billablePeriod/start`);
    this.#note(`${INFO}/claimDateInformation/statementEndDate`, `${at}/billablePeriod/end`);
    this.#diagnoses();
    this.#information();
    (claim.item ?? []).forEach((_, i) => this.#item(i));
    return this.#out;
  }

  #diagnoses() {
    const all = this.#claim.diagnosis ?? [];
    const kind = (d) => d?.type?.[0]?.coding?.[0]?.code;
    const own = { admitting: 'admittingDiagnosis/admittingDiagnosisCode', patientreasonforvisit: 'patientReasonForVisitInformation/0/patientReasonForVisitCode', externalcauseofinjury: 'externalCauseOfInjuryInformation/0/externalCauseOfInjury' };
    const order = all.map((d, i) => [d, i]).sort(([a, i], [b, k]) => (kind(b) === 'principal') - (kind(a) === 'principal') || (a?.sequence ?? i) - (b?.sequence ?? k));
    let n = 0;
    for (const [diagnosis, i] of order) {
      const at = `${this.#at}/diagnosis/${i}`;
      if (this.institutional && own[kind(diagnosis)]) this.#code(`${INFO}/${own[kind(diagnosis)]}`, `${at}/diagnosisCodeableConcept`, 'icd-10');
      else {
        const field = `${INFO}/healthCareCodeInformation/${n++}`;
        this.#code(`${field}/diagnosisCode`, `${at}/diagnosisCodeableConcept`, 'icd-10');
        this.#code(`${field}/presentOnAdmissionIndicator`, `${at}/onAdmission`);
      }
    }
    (this.#claim.procedure ?? []).forEach((_, i) => {
      this.#code(`${INFO}/procedureInformation/${i}/procedureCode`, `${this.#at}/procedure/${i}/procedureCodeableConcept`);
      this.#note(`${INFO}/procedureInformation/${i}/procedureDate`, `${this.#at}/procedure/${i}/date`);
    });
  }

  #information() {
    const own = { typeofbill: 'placeOfServiceCode', pointoforigin: 'claimCodeInformation/admissionSourceCode', admtype: 'claimCodeInformation/admissionTypeCode', 'discharge-status': 'claimCodeInformation/patientStatusCode', drg: 'diagnosisRelatedGroupInformation/drugRelatedGroupCode' };
    (this.#claim.supportingInfo ?? []).forEach((info, i) => {
      const at = `${this.#at}/supportingInfo/${i}`;
      const kind = info?.category?.coding?.[0]?.code;
      if (own[kind]) this.#code(`${INFO}/${own[kind]}`, `${at}/code`);
      if (kind === 'admissionperiod') this.#note(`${INFO}/claimDateInformation/${this.institutional ? 'admissionDateAndHour' : 'admissionDate'}`, `${at}/timingPeriod/start`);
    });
  }

  #item(i) {
    const at = `${this.#at}/item/${i}`;
    const item = get(this.#tree, at) ?? {};
    const line = `${INFO}/serviceLines/${i}`;
    const service = `${line}/${this.institutional ? 'institutionalService' : 'professionalService'}`;
    this.#note(`${line}/assignedNumber`, `${at}/sequence`);
    this.#note(`${line}/serviceDate`, `${at}/servicedDate`);
    this.#note(`${line}/serviceDate`, `${at}/servicedPeriod/start`);
    this.#note(`${line}/serviceDateEnd`, `${at}/servicedPeriod/end`);
    this.#code(`${service}/serviceLineRevenueCode`, `${at}/revenue`);
    this.#code(`${service}/procedureCode`, `${at}/productOrService`);
    (item.modifier ?? []).forEach((_, m) => this.#code(`${service}/procedureModifiers/${m}`, `${at}/modifier/${m}`));
    this.#note(`${service}/lineItemChargeAmount`, `${at}/net/value`);
    this.#note(`${service}/serviceUnitCount`, `${at}/quantity/value`);
    this.#code(`${service}/placeOfServiceCode`, `${at}/locationCodeableConcept`);
    this.#note(`${service}/compositeDiagnosisCodePointers/diagnosisCodePointers`, `${at}/diagnosisSequence`);
    if (i === 0 && !this.institutional) this.#code(`${INFO}/placeOfServiceCode`, `${at}/locationCodeableConcept`);
  }
}

/** What a form shows of a value: days without hyphens, the sex as a letter. */
export function shown(field, value) {
  if (Array.isArray(value)) return value.map(String);
  const text = String(value ?? '');
  if (field.endsWith('/gender')) return SEX[text] ?? text;
  return /^\d{4}-\d\d-\d\d/.test(text) ? text.slice(0, 10).replaceAll('-', '') : text;
}

/** And what the resource keeps of what a form says; numbers stay numbers. */
export function kept(field, text, before) {
  if (Array.isArray(text)) return text.map((t) => (Number.isInteger(before?.[0]) && /^\d+$/.test(t) ? Number(t) : t));
  if (field.endsWith('/gender')) return Object.keys(SEX).find((k) => SEX[k] === text) ?? text;
  if (typeof before === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (/^\d{4}-\d\d-\d\d/.test(String(before)) && /^\d{8}$/.test(text)) return text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return text;
}

/** A list of concepts with other codes, one more being like the last. The last one keeps its place with an empty code, as every box does. */
export function recoded(concepts, codes) {
  return (codes.length ? codes : ['']).map((code, i) => {
    const { coding: [coding, ...more] = [], text, ...concept } = structuredClone(concepts[i] ?? concepts.at(-1));
    if (coding?.code === code) return { ...concept, ...(text !== undefined && { text }), coding: [coding, ...more] };
    // What described the other code is not true of this one.
    const { display, ...kept } = coding ?? {};
    return { ...concept, coding: [{ ...kept, code }] };
  });
}
