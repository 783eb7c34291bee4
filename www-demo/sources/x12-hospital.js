// What only a hospital's claim has in an 837: the stay, and the many codes of its HI segments.

const INFO = '/claimInformation';

export function stay(put) {
  put(`${INFO}/claimCodeInformation/admissionTypeCode`, 1);
  put(`${INFO}/claimCodeInformation/admissionSourceCode`, 2);
  put(`${INFO}/claimCodeInformation/patientStatusCode`, 3);
}

const CODES = [
  [/^A?B[KF]$/, 'healthCareCodeInformation/{}', { diagnosisTypeCode: 1, diagnosisCode: 2, presentOnAdmissionIndicator: 9 }],
  [/^A?BJ$/, 'admittingDiagnosis', { admittingDiagnosisCode: 2 }],
  [/^A?PR$/, 'patientReasonForVisitInformation/{}', { patientReasonForVisitCode: 2 }],
  [/^A?BN$/, 'externalCauseOfInjuryInformation/{}', { externalCauseOfInjury: 2, presentOnAdmissionIndicator: 9 }],
  [/^B?B[RQ]$/, 'procedureInformation/{}', { qualifierCode: 1, procedureCode: 2, procedureDate: 4 }],
  [/^BG$/, 'conditionCodesList/0/{}', { conditionCode: 2 }],
  [/^BH$/, 'occurrenceInformationList/0/{}', { occurrenceSpanCode: 2, occurrenceSpanCodeDate: 4 }],
  [/^BI$/, 'occurrenceSpanInformations/0/{}', { occurrenceSpanCode: 2, occurrenceSpanCodeStartDate: 4, occurrenceSpanCodeEndDate: 4 }],
  [/^BE$/, 'valueInformationList/0/{}', { valueCode: 2, valueCodeAmount: 5 }],
  [/^TC$/, 'treatmentCodeInformation/{}', { treatmentCode: 2 }],
  [/^DR$/, 'diagnosisRelatedGroupInformation', { drugRelatedGroupCode: 2 }],
];

/** The codes of one HI segment; `reader` counts on from the segment before. */
export function hospitalCodes(reader, segment, number) {
  const counts = (reader.counts ??= new Map());
  for (let i = 1; i < segment.elements.length; i++) {
    const kind = CODES.find(([qualifier]) => qualifier.test(segment.at(i, 1)));
    if (!kind) continue;
    const [, where, parts] = kind;
    const nth = counts.get(where) ?? 0;
    counts.set(where, nth + 1);
    for (const [key, component] of Object.entries(parts)) {
      const range = { occurrenceSpanCodeStartDate: 0, occurrenceSpanCodeEndDate: 1 }[key];
      reader.put(`${INFO}/${where.replace('{}', nth)}/${key}`, segment, number, i, component, { range });
    }
  }
}
