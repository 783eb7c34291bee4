import { useEffect, useState } from 'react';
import { init, validate } from 'superbill';
import 'superbill/picker';

const SERVICE = '2026-11-03';

/** A claim with one visit for this diagnosis. */
const claimFor = (code) => ({
  claimInformation: {
    healthCareCodeInformation: [{ diagnosisTypeCode: 'ABK', diagnosisCode: code }],
    serviceLines: [{ serviceDate: SERVICE.replaceAll('-', ''), professionalService: { procedureCode: '99213' } }],
  },
});

export default function App() {
  const [code, setCode] = useState('');
  const [findings, setFindings] = useState([]);
  useEffect(() => {
    if (!code) return;
    const field = '/claimInformation/healthCareCodeInformation/0/diagnosisCode';
    init().then(() => setFindings(validate(claimFor(code), { field }).findings));
  }, [code]);
  return (
    <main>
      <superbill-picker set="icd10cm" service-date={SERVICE} aria-label="Diagnosis" onsuperbill-pick={(event) => setCode(event.detail.code)} />
      <p>Diagnosis: <output>{code}</output></p>
      <ul>{findings.map((one) => <li key={one.rule}>{one.message}</li>)}</ul>
    </main>
  );
}
