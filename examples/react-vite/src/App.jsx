import { useState } from 'react';
import { SuperbillPicker, useSuperbill } from 'superbill/react';

const SERVICE = '2026-11-03';
const FIELD = '/claimInformation/healthCareCodeInformation/0/diagnosisCode';

/** A claim with one visit for this diagnosis, which a claim writes without its point. */
const claimFor = (code) => ({
  claimInformation: {
    healthCareCodeInformation: [{ diagnosisTypeCode: 'ABK', diagnosisCode: code.replace('.', '') }],
    serviceLines: [{ serviceDate: SERVICE.replaceAll('-', ''), professionalService: { procedureCode: '99213' } }],
  },
});

export default function App() {
  const [code, setCode] = useState('');
  const { ready, error, validate } = useSuperbill();
  const findings = ready && code ? validate(claimFor(code), { field: FIELD }).findings : [];
  return (
    <main>
      <SuperbillPicker sets="icd10cm" serviceDate={SERVICE} aria-label="Diagnosis" value={code} onChange={(event) => setCode(event.target.value)} />
      <p>Diagnosis: <output>{code}</output></p>
      {error && <p role="alert">{error.message}</p>}
      <ul>{findings.map((one) => <li key={one.rule}>{one.message}</li>)}</ul>
    </main>
  );
}
