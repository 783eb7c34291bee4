'use client';
import { useEffect, useRef, useState } from 'react';
import 'superbill/picker';

export default function Diagnosis() {
  const picker = useRef(null);
  const [code, setCode] = useState('');
  // React attaches handlers of an element's own events when it makes the element, not when it takes over one from the server.
  useEffect(() => {
    const picked = (event) => setCode(event.detail.code);
    const node = picker.current;
    node.addEventListener('superbill-pick', picked);
    return () => node.removeEventListener('superbill-pick', picked);
  }, []);
  return (
    <>
      <superbill-picker ref={picker} set="icd10cm" service-date="2026-11-03" aria-label="Diagnosis" />
      <output>{code}</output>
    </>
  );
}
