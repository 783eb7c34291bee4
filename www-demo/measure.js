// How fast it is here: what one claim takes to check, and how many of a file are checked in a second. Runs in the worker.

const quantile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];

/** Milliseconds that `run` takes, the mean of as many as fill `ms`: the clock of a page shows tenths of a millisecond only. */
export function timeOf(run, ms) {
  const start = performance.now();
  let n = 0;
  let now;
  do {
    run();
    n++;
    now = performance.now();
  } while (now < start + ms);
  return (now - start) / n;
}

export function summed(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return { n: sorted.length, median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

const CLAIM = new TextEncoder().encode(JSON.stringify({
  subscriber: { memberId: '1EG4TE5MK73', lastName: 'EXAMPLE', firstName: 'JANE', dateOfBirth: '19500615', gender: 'F' },
  billing: { npi: '1234567893', taxonomyCode: '207Q00000X', employerId: '123456789' },
  claimInformation: {
    claimFilingCode: 'MB', patientControlNumber: 'A1', claimChargeAmount: '300.00', placeOfServiceCode: '11', claimFrequencyCode: '1',
    healthCareCodeInformation: ['E1140', 'I10', 'E785'].map((diagnosisCode, i) => ({ diagnosisTypeCode: i ? 'ABF' : 'ABK', diagnosisCode })),
    serviceLines: ['99213', '83036', '80061', '36415', '93000'].map((procedureCode) => ({
      serviceDate: '20261103',
      professionalService: { procedureIdentifier: 'HC', procedureCode, lineItemChargeAmount: '60.00', measurementUnit: 'UN', serviceUnitCount: '1', compositeDiagnosisCodePointers: { diagnosisCodePointers: ['1'] } },
    })),
  },
}));

export function measure({ validate, validateMany }) {
  const options = { today: '2026-11-20' };
  const several = (n, ms, run) => Array.from({ length: n }, () => timeOf(run, ms));
  timeOf(() => validate(CLAIM, options), 150);
  const one = summed(several(40, 10, () => validate(CLAIM, options)));
  const line = [...CLAIM, 10];
  const file = new Uint8Array(line.length * 500);
  for (let i = 0; i < 500; i++) file.set(line, i * line.length);
  const many = summed(several(8, 100, () => { for (const _ of validateMany(file, options)); }));
  return { one, claimsPerSecond: 500 / (many.median / 1000) };
}
