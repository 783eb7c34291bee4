// Findings as a table, one a row.
const COLUMNS = 'file,claim,patientControlNumber,charge,serviceLine,severity,rule,message,fix,path,loop,segment,element,segmentNumber,fileLine'.split(',');

/** Quoted where needed. What a spreadsheet would take for a formula is made text. */
function cell(value) {
  let text = String(value ?? '');
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const row = (cells) => `${cells.map(cell).join(',')}\r\n`;

export function csv() {
  return {
    begin: () => row(COLUMNS),
    item(file, { index, patientControlNumber, charge, report, error }) {
      const claim = [file, index === null ? '' : index + 1, patientControlNumber, charge];
      if (error) return row([...claim, '', 'unreadable', '', error.message, ...Array(7).fill('')]);
      const rows = report.findings.map(({ line, severity, rule, message, fix, path, locations: { x12 } }) =>
        row([...claim, line, severity, rule, message, fix.description, path, x12.loop, x12.segment, x12.element, x12.segmentNumber, x12.line]));
      return rows.join('');
    },
  };
}
