// Findings for people.
import { color, line, marked, note, tame } from './output.js';

/** So many claims of a file that cannot be read are shown; the others are counted. */
const MOST_BROKEN = 5;

const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

export function text() {
  const watched = process.stderr.isTTY && !process.stdout.isTTY;
  const broken = new Map();
  let claims = 0;
  return {
    item(file, item) {
      if (item.index !== null && ++claims % 5000 === 0 && watched) note(`${claims} claims`);
      if (item.error) {
        const count = (broken.get(file) ?? 0) + 1;
        broken.set(file, count);
        if (count <= MOST_BROKEN) line(`${heading(file, item)}\n  ${color.error('unreadable')} ${tame(item.error.message)}\n`);
      } else if (item.report.findings.length > 0) {
        line(heading(file, item));
        for (const finding of item.report.findings) lines(finding).forEach(line);
        line();
      }
    },
    end(totals) {
      for (const [file, count] of broken) {
        if (count > MOST_BROKEN) line(`${file}: ${plural(count - MOST_BROKEN, 'more claim')} could not be read\n`);
      }
      summary(totals).forEach(line);
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
    .replace(/^loadTable\(bytes of (.*)\)$/, 'give with --tables $1')
    .replace(/^validate\(claim, \{ ?timelyFilingDays: (\d+) ?\}\)$/, 'give --timely-filing $1 (the days of your payer)');

function summary(totals) {
  const rules = totals.byRule();
  const width = Math.max(4, ...rules.map(({ rule }) => rule.length));
  return [
    ...rules.map(({ rule, severity, findings, claims }) => {
      const label = color[severity](severity.padEnd(8));
      return `${label} ${rule.padEnd(width)} ${String(findings).padStart(6)}${claims > 0 ? ` in ${plural(claims, 'claim')}` : ''}`;
    }),
    ...[...totals.notChecked].map(([remedy, all]) => color.faint(`not checked: ${plural(all.size, 'rule')}; to check them, ${wanted(remedy)}`)),
    color.strong(lastLine(totals)),
  ];
}

function lastLine({ files, unread, claims, broken, claimsWithErrors, by: { error, warning, info } }) {
  const of = (count) => (count > 0 ? ` (${count} could not be read)` : '');
  const errors = error > 0 ? `${plural(error, 'error')} in ${plural(claimsWithErrors, 'claim')}` : claims > broken ? 'no errors' : 'nothing was checked';
  const others = warning + info > 0 ? `, ${plural(warning, 'warning')}, ${info} info` : ', nothing else';
  return `${plural(files, 'file')}${of(unread)}, ${plural(claims, 'claim')}${of(broken)}: ${errors}${claims > broken ? others : ''}`;
}
