'use client';
import { useState } from 'react';
import { SuperbillPicker } from 'superbill/react';

export default function Diagnosis() {
  const [code, setCode] = useState('');
  return (
    <>
      <SuperbillPicker sets="icd10cm" serviceDate="2026-11-03" aria-label="Diagnosis" value={code} onChange={(event) => setCode(event.target.value)} />
      <output>{code}</output>
    </>
  );
}
