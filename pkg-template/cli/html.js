// Findings as one page that needs nothing else: to send to a biller, to read on a screen and to print.
import { dollars } from './money.js';
import { unchecked } from './text.js';

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:1.6rem 0 .4rem;border-bottom:1px solid #bbb}
.finding{margin:.6rem 0 .9rem;padding-left:.7rem;border-left:4px solid #999;break-inside:avoid}
.error{border-color:#b3261e}.warning{border-color:#8a5a00}.info{border-color:#1a5fb4}
p{margin:.15rem 0}code{font:13px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}mark{background:#ffe08a;color:inherit}
small{color:#555}table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .9rem .15rem 0}td.n{text-align:right}
@media print{body{margin:0;max-width:none}}`;

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (char) => ESCAPES[char]);

const marked = (text) => escape(text).replace(/⟦(.*?)⟧/gs, '<mark>$1</mark>');

function finding({ rule, severity, message, fix, path, locations: { x12, form } }) {
  const inFile = x12.line === undefined ? path || '/' : `line ${x12.line}, ${[x12.loop, x12.element ?? x12.segment].filter(Boolean).join(' ')}`;
  const place = [inFile, form && `form ${form}`].filter(Boolean).join('; ');
  const options = fix.options?.length ? `: ${fix.options.slice(0, 12).join(', ')}` : '';
  return `<div class="finding ${severity}"><p><strong>${severity}</strong> ${escape(message)}</p>
${x12.text ? `<p><code>${marked(x12.text)}</code></p>\n` : ''}<p>Fix: ${escape(fix.description + options)}</p><p><small>${escape(place)}; ${escape(rule)}</small></p></div>\n`;
}

function heading(file, { index, patientControlNumber: number }) {
  const claim = index === null ? 'the file itself' : `claim ${index + 1}${number ? ` (${number})` : ''}`;
  return `<h2>${escape(`${file}, ${claim}`)}</h2>\n`;
}

const total = ({ severity, rule, findings, claims, charged }) =>
  `<tr><td>${severity}</td><td>${escape(rule)}</td><td class="n">${findings}</td><td class="n">${claims}</td><td class="n">${dollars(charged)}</td></tr>\n`;

export function html() {
  return {
    begin() {
      const title = 'Findings on claims';
      return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head><body><h1>${title}</h1>\n`;
    },
    item(file, item) {
      if (item.error) return `${heading(file, item)}<div class="finding error"><p><strong>unreadable</strong> ${escape(item.error.message)}</p></div>\n`;
      return item.report.findings.length > 0 ? heading(file, item) + item.report.findings.map(finding).join('') : '';
    },
    end(totals) {
      const { error, warning, info } = totals.by;
      return `<h2>Totals</h2>
<p>${totals.files} files (${totals.unread} could not be read), ${totals.claims} claims (${totals.broken} could not be read): ${error} errors in ${totals.claimsWithErrors} claims, ${warning} warnings, ${info} info</p>
<p>At risk: ${dollars(totals.atRisk)} of ${dollars(totals.charged)}, the charges of claims with an error or a warning</p>
<table><tr><th>severity</th><th>rule</th><th>findings</th><th>claims</th><th>charges</th></tr>
${totals.byRule().map(total).join('')}</table>
${unchecked(totals).map((line) => `<p><small>${escape(line)}</small></p>\n`).join('')}</body></html>\n`;
    },
  };
}
