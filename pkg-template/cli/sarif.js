// Findings as SARIF 2.1.0, which code hosts and editors show. It names claims by their place alone: such files are passed on.
import { pathToFileURL } from 'node:url';
import { isAbsolute } from 'node:path';
import { rules as allRules } from '../node.js';
import { version } from './shared.js';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' };

const described = ({ id, title, help, severity, source }) => ({
  id,
  shortDescription: { text: title },
  help: { text: help },
  defaultConfiguration: { level: LEVEL[severity] },
  ...(source.url && { helpUri: source.url }),
});

const uri = (file) => (isAbsolute(file) ? pathToFileURL(file).href : file.split(/[\\/]/).map(encodeURIComponent).join('/'));

function result(file, index, { rule, severity, message, fix, path, locations }) {
  const { line: startLine, bytes } = locations.x12;
  const physicalLocation = {
    artifactLocation: { uri: uri(file) },
    ...(startLine > 0 && { region: { startLine, ...(bytes && { byteOffset: bytes[0], byteLength: bytes[1] - bytes[0] }) } }),
  };
  const claim = index === null ? 'file' : `claim ${index + 1}`;
  return {
    ruleId: rule,
    level: LEVEL[severity],
    message: { text: `${message}. Fix: ${fix.description}` },
    locations: [{ physicalLocation, logicalLocations: [{ fullyQualifiedName: path ? `${claim} ${path}` : claim }] }],
  };
}

export function sarif() {
  const driver = { name: 'superbill', version: version(), rules: allRules().map(described) };
  const unread = [];
  return {
    between: ',\n',
    begin() {
      const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
      return `{"$schema":"${schema}","version":"2.1.0","runs":[{"tool":{"driver":${JSON.stringify(driver)}},"columnKind":"utf16CodeUnits","results":[\n`;
    },
    item(file, { index, report, error }) {
      const at = { artifactLocation: { uri: uri(file) } };
      if (error) return JSON.stringify({ level: 'error', message: { text: `claim ${index + 1}: ${error.message}` }, locations: [{ physicalLocation: at }] });
      return report.findings.map((finding) => JSON.stringify(result(file, index, finding))).join(',\n');
    },
    /** Claims that could not be read stand apart, at the end. */
    broken(_, text) {
      unread.push(text);
      return '';
    },
    end(totals) {
      const executionSuccessful = totals.unread + totals.broken === 0;
      return `\n],"invocations":[{"executionSuccessful":${executionSuccessful},"toolExecutionNotifications":[${unread.join(',')}]}]}]}\n`;
    },
  };
}
