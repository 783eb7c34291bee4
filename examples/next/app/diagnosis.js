'use client';
import { useState } from 'react';
import 'superbill/picker';

export default function Diagnosis() {
  const [code, setCode] = useState('');
  return (
    <>
      <superbill-picker set="icd10cm" on="2026-11-03" aria-label="Diagnosis" onsuperbill-pick={(event) => setCode(event.detail.code)} />
      <output>{code}</output>
    </>
  );
}
