// From the fields of a page to a claim and back: values as a claim has them, paths of findings as fields, codes as a field writes them.

const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;

/** 11/03/2026 and 2026-11-03 as 20261103; what is no such date is left as it is, for the check to say so. */
export function claimDate(text) {
  const us = DAY.exec(text);
  if (us) return (us[3].length === 2 ? '20' : '') + us[3] + us[1].padStart(2, '0') + us[2].padStart(2, '0');
  return text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$1$2$3');
}

/** A value of the claim as the field writes it. */
export function written(value, { kind, node }) {
  if (kind === 'date' && /^\d{8}$/.test(value)) {
    const [year, month, day] = [value.slice(0, 4), value.slice(4, 6), value.slice(6)];
    return node.type === 'date' ? `${year}-${month}-${day}` : `${month}/${day}/${year}`;
  }
  if (kind !== 'diagnosis') return value;
  const code = value.replace('.', '');
  // A field of seven characters has no room for the point, and an example without one asks for none.
  const plain = (node.maxLength > 0 && node.maxLength < 8) || /^[A-Z]\d\w{2,5}$/i.test(node.placeholder.replace(/^e\.?g\.? */i, ''));
  return plain || code.length < 4 ? code : `${code.slice(0, 3)}.${code.slice(3)}`;
}

/** The claim that the fields make, and the field of each of its paths. Only these fields are read. */
export function claimOf(fields) {
  const at = new Map();
  const value = (field, path) => {
    at.set(path, field);
    const text = field.node.value.trim();
    if (field.kind === 'diagnosis') return text.replace('.', ''); // a claim has no point; the page's writing is not its fault
    return field.kind === 'date' ? claimDate(text) : text;
  };
  const claim = { claimInformation: { healthCareCodeInformation: [], serviceLines: [] } };
  const { healthCareCodeInformation: diagnoses, serviceLines: lines } = claim.claimInformation;
  const lineAt = (n) => {
    while (lines.length <= n) lines.push({ professionalService: { procedureIdentifier: 'HC', procedureModifiers: [] } });
    return lines[n];
  };
  for (const field of fields) {
    const { kind, line, nth } = field;
    const base = `/claimInformation/serviceLines/${line}`;
    if (kind === 'npi') {
      const text = value(field, field.provider === 'facility' ? '/claimInformation/serviceFacilityLocation/npi' : `/${field.provider}/npi`);
      if (text && field.provider === 'facility') claim.claimInformation.serviceFacilityLocation = { npi: text };
      else if (text) claim[field.provider] = { npi: text };
    } else if (kind === 'diagnosis') {
      const code = value(field, `/claimInformation/healthCareCodeInformation/${nth}/diagnosisCode`);
      diagnoses.push({ diagnosisTypeCode: nth === 0 ? 'ABK' : 'ABF', diagnosisCode: code });
    } else if (kind === 'date' && nth < 2) {
      const name = nth === 0 ? 'serviceDate' : 'serviceDateEnd';
      const text = value(field, `${base}/${name}`);
      if (text) lineAt(line)[name] = text;
    } else if (kind === 'procedure' && nth === 0) {
      lineAt(line).professionalService.procedureCode = value(field, `${base}/professionalService/procedureCode`);
    } else if (kind === 'modifier') {
      lineAt(line).professionalService.procedureModifiers.push(value(field, `${base}/professionalService/procedureModifiers/${nth}`));
    }
  }
  // Empty ones at the end are no part of the claim; those before keep their place, so that "line 2" is the second on the page.
  const empty = ({ professionalService: service, ...dates }) => !service.procedureCode && !dates.serviceDate && service.procedureModifiers.every((modifier) => !modifier);
  while (lines.length && empty(lines.at(-1))) lines.pop();
  for (const { professionalService: service } of lines) while (service.procedureModifiers.at(-1) === '') service.procedureModifiers.pop();
  while (diagnoses.length && !diagnoses.at(-1).diagnosisCode) diagnoses.pop();
  return { claim, at };
}

/** The findings of each field. What a claim lacks elsewhere is the portal's to ask for; an empty field is not yet wrong. */
export function byField(findings, at) {
  const of = new Map();
  for (const finding of findings) {
    // A modifier that is missing is said of the list: it stands at the procedure that lacks it.
    const path = at.has(finding.path) ? finding.path : finding.path.replace(/procedureModifiers$/, 'procedureCode');
    const field = at.get(path);
    if (!field?.node.value.trim()) continue;
    if (field.kind === 'date') for (const part of ['message', 'todo']) finding[part] = finding[part].replace('YYYYMMDD', field.node.type === 'date' ? 'month, day and year' : 'MM/DD/YYYY');
    of.set(field.key, [...(of.get(field.key) ?? []), finding]);
  }
  return of;
}
