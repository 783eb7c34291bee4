// Findings for people.
import { dollars } from './money.js';
import { color, marked, tame } from './output.js';

/** So many claims of a file that cannot be read are shown; the others are counted. */
const MOST_BROKEN = 5;

const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

export function text() {
  const broken = new Map();
  return {
    item(file, item) {
      if (item.error) return `${heading(file, item)}\n  ${color.error('unreadable')} ${tame(item.error.message)}\n\n`;
      if (item.report.findings.length === 0) return '';
      return [heading(file, item), ...item.report.findings.flatMap(lines), '', ''].join('\n');
    },
    broken(file, text) {
      const count = (broken.get(file) ?? 0) + 1;
      broken.set(file, count);
      return count <= MOST_BROKEN ? text : '';
    },
    end(totals) {
      const more = [...broken].filter(([, count]) => count > MOST_BROKEN);
      const lines = more.map(([file, count]) => `${file}: ${plural(count - MOST_BROKEN, 'more claim')} could not be read\n`);
      return [...lines, ...summary(totals), ''].join('\n');
    },
  };
}

function heading(file, { index, patientControlNumber: number }) {
  const claim = index === null ? 'the file itself' : `claim ${index + 1}${number ? ` (${tame(number)})` : ''}`;
  return color.strong(`${file}, ${claim}`);
}

function lines({ rule, severity, path, message, fix, locations }) {
  const { x12 } = locations;
  const options = fix.options?.length ? `: ${fix.options.slice(0, 6).join(', ')}` : '';
  return [
    `  ${color[severity](severity)} ${place(path, x12)}: ${tame(message)} ${color.faint(`[${rule}]`)}`,
    ...(x12.text ? [`    ${marked(tame(x12.text))}`] : []),
    `    ${color.faint('fix:')} ${tame(fix.description)}${tame(options)}`,
  ];
}

/** In a file of X12 its line, segment and element; else the pointer into the JSON. */
function place(path, { loop, segment, element, segmentNumber, line: at }) {
  if (at === undefined) return tame(path) || '/';
  const where = [loop, element ?? segment].filter(Boolean).join(' ');
  return `line ${at}, ${segmentNumber ? `segment ${segmentNumber}, ` : ''}${where}`;
}

/** What a function of the package would be given, as this command takes it. */
const wanted = (remedy) =>
  tame(remedy)
    .replace(/validate\(claim, \{ ?(on|today): "([^"]*)" ?\}\)/, '--$1 $2')
    .replace(/^loadTable\(bytes of (.*)\)$/, 'give --tables with $1')
    .replace(/^validate\(claim, \{ ?timelyFilingDays: (\d+) ?\}\)$/, 'give --timely-filing $1 (the days of your payer)');

/** What was not checked, and what would have it checked. */
export const unchecked = ({ notChecked }) =>
  [...notChecked].map(([remedy, { size }]) => `not checked: ${plural(size, 'rule')}; to check ${size === 1 ? 'it' : 'them'}, ${wanted(remedy)}`);

function summary(totals) {
  const rules = totals.byRule();
  const width = Math.max(4, ...rules.map(({ rule }) => rule.length));
  return [
    ...rules.map(({ rule, severity, findings, claims, charged }) => {
      const label = color[severity](severity.padEnd(8));
      return `${label} ${rule.padEnd(width)} ${String(findings).padStart(6)}${claims > 0 ? ` in ${plural(claims, 'claim')}, ${dollars(charged)}` : ''}`;
    }),
    ...unchecked(totals).map(color.faint),
    color.strong(lastLine(totals)),
  ];
}

function lastLine({ files, unread, claims, broken, claimsWithErrors, charged, atRisk, by: { error, warning, info } }) {
  const of = (count) => (count > 0 ? ` (${count} could not be read)` : '');
  const errors = claims > 0 && error > 0 ? `${plural(error, 'error')} in ${plural(claimsWithErrors, 'claim')}` : claims > broken ? 'no errors' : 'nothing was checked';
  const others = warning + info > 0 ? `, ${plural(warning, 'warning')}, ${info} info` : ', nothing else';
  return `${plural(files, 'file')}${of(unread)}, ${plural(claims, 'claim')}${of(broken)}: ${errors}${claims > broken ? `${others}; at risk: ${dollars(atRisk)} of ${dollars(charged)}` : ''}`;
}
