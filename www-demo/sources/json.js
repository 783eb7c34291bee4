// Claims as JSON: which pointer of a claim is which field of the forms. A professional claim has the fields' own names; a
// hospital's keeps its codes in lists of lists, and providers may stand in one list.
import { get, put, tidy } from './tree.js';

const INFO = '/claimInformation';
const ROLES = {
  billing: 'BillingProvider', rendering: 'RenderingProvider', referring: 'ReferringProvider', ordering: 'OrderingProvider',
  supervising: 'SupervisingProvider', attending: 'AttendingProvider', operating: 'OperatingPhysician', otherOperating: 'OtherOperatingPhysician',
};

/** Field, what the list may be called, and what its keys are called. */
const DIAGNOSIS = (code) => ({ diagnosisTypeCode: 'qualifierCode', diagnosisCode: code, presentOnAdmissionIndicator: 'presentOnAdmissionIndicator' });
const PROCEDURE = (which) => ({ qualifierCode: 'qualifierCode', procedureCode: `${which}ProcedureCode`, procedureDate: `${which}ProcedureDate` });
const LISTS = [
  ['healthCareCodeInformation', [['principalDiagnosis', DIAGNOSIS('principalDiagnosisCode')], ['otherDiagnosisInformationList', DIAGNOSIS('otherDiagnosisCode')]]],
  ['procedureInformation', [['principalProcedureInformation', PROCEDURE('principal')], ['otherProcedureInformation', PROCEDURE('other'), 'otherProcedureInformationList']]],
  ['patientReasonForVisitInformation', [['patientReasonForVisitInformation', {}, 'patientReasonForVisits']]],
  ['externalCauseOfInjuryInformation', [['externalCauseOfInjuryInformation', {}, 'externalCauseOfInjuries']]],
  ['conditionCodesList/0', [['conditionCodesList', {}, 'conditionCodes']]],
  ['occurrenceInformationList/0', [['occurrenceInformationList', {}]]],
  ['occurrenceSpanInformations/0', [['occurrenceSpanInformations', {}, 'occurrenceSpanInformation']]],
  ['valueInformationList/0', [['valueInformationList', {}]]],
];
const ONE = ['principalDiagnosis', 'principalProcedureInformation'];

export function formOf(tree) {
  const info = tree?.claimInformation ?? {};
  if (info.principalDiagnosis || info.claimCodeInformation) return 'institutional';
  return info.serviceLines?.some?.((line) => line?.institutionalService) ? 'institutional' : 'professional';
}

/** The objects of a list, or of the lists in it. */
function items(tree, name) {
  const at = `${INFO}/${name}`;
  const list = get(tree, at);
  if (!list || typeof list !== 'object') return [];
  if (!Array.isArray(list)) return [at];
  return list.flatMap((item, i) => (Array.isArray(item) ? item.map((_, k) => `${at}/${i}/${k}`) : [`${at}/${i}`]));
}

/** Where a further item of a list belongs. */
function next(tree, name) {
  const at = `${INFO}/${name}`;
  const list = get(tree, at);
  if (ONE.includes(name)) return at;
  if (!Array.isArray(list) || list.length === 0) return `${at}/0/0`;
  const inner = list.length - 1;
  return Array.isArray(list[inner]) ? `${at}/${inner}/${list[inner].length}` : `${at}/${list.length}`;
}

/** The pointer of a field, and the field of a pointer. */
export function places(tree, form) {
  const pairs = [];
  for (const [field, groups] of form === 'institutional' ? LISTS : []) {
    let n = 0;
    for (const [name, keys, other] of groups) {
      const found = [...items(tree, name), ...(other ? items(tree, other) : [])];
      for (const at of found) pairs.push([`${INFO}/${field}/${n++}`, at, keys]);
      // Room for what may come: one principal, or some more of a list.
      if (ONE.includes(name) && !found.length) pairs.push([`${INFO}/${field}/${n++}`, `${INFO}/${name}`, keys]);
      else if (!ONE.includes(name)) {
        const free = next(tree, name).split('/');
        const first = Number(free.pop());
        for (let k = 0; k < 25; k++) pairs.push([`${INFO}/${field}/${n++}`, `${free.join('/')}/${first + k}`, keys]);
      }
    }
  }
  const listed = Array.isArray(tree?.providers) ? tree.providers : [];
  for (const [role, type] of Object.entries(ROLES)) {
    const i = listed.findIndex((p) => p?.providerType === type);
    if (i >= 0 && !tree[role]) pairs.push([`/${role}`, `/providers/${i}`, {}]);
  }
  const swapped = (path, from, to, keysOf) => {
    for (const pair of pairs) {
      if (path !== pair[from] && !path.startsWith(`${pair[from]}/`)) continue;
      const key = path.slice(pair[from].length + 1);
      const own = keysOf(pair[2], key);
      return own === '' ? pair[to] : `${pair[to]}/${own}`;
    }
    return path;
  };
  return {
    pointer: (field) => {
      const at = swapped(field, 0, 1, (keys, key) => keys[key] ?? key);
      // Condition codes may be texts without an object around each.
      const around = at.slice(0, at.lastIndexOf('/'));
      return typeof get(tree, around) === 'string' ? around : at;
    },
    field: (pointer) => swapped(pointer, 1, 0, (keys, key) => Object.keys(keys).find((k) => keys[k] === key) ?? key),
  };
}

const qualifier = (i) => (i ? 'ABF' : 'ABK');

/** Sets a field and what no box asks for but the claim needs beside it. */
export function setField(tree, form, field, value) {
  const { pointer } = places(tree, form);
  const some = Array.isArray(value) ? value.length > 0 : value !== '';
  put(tree, pointer(field), some ? value : undefined);
  const dx = /^(.*healthCareCodeInformation\/(\d+))\/diagnosisCode$/.exec(field);
  if (dx) put(tree, pointer(`${dx[1]}/diagnosisTypeCode`), some ? qualifier(Number(dx[2])) : undefined);
  // A box that was passed by has no code, which is said; that it has no qualifier, for which there is no box, need not be said, too.
  const listed = dx && get(tree, `${INFO}/healthCareCodeInformation`);
  const codes = Array.isArray(listed) ? listed : [];
  const last = codes.findLastIndex((one) => one?.diagnosisCode);
  for (const [i, one] of codes.entries()) if (!one?.diagnosisCode) put(tree, `${INFO}/healthCareCodeInformation/${i}/diagnosisTypeCode`, i < last ? qualifier(i) : undefined);
  const line = /^(.*\/(professional|institutional)Service)\/(procedureCode|serviceUnitCount)$/.exec(field);
  if (line?.[3] === 'procedureCode') put(tree, pointer(`${line[1]}/procedureIdentifier`), some ? 'HC' : undefined);
  if (line && !get(tree, pointer(`${line[1]}/measurementUnit`))) put(tree, pointer(`${line[1]}/measurementUnit`), some ? 'UN' : undefined);
  return tidy(tree);
}

/** The claim as JSON that the values of its fields make. */
export function treeOf(values, form) {
  let tree = {};
  for (const [field, { text }] of values) {
    if (text === '' || (Array.isArray(text) && !text.length)) continue;
    put(tree, places(tree, form).pointer(field), text);
  }
  return tidy(tree);
}
