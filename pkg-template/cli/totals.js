// What all claims together had.
import { cents, plain } from './money.js';

const ORDER = ['error', 'warning', 'info'];

export class Totals {
  files = 0;
  /** Files that could not be read. */
  unread = 0;
  claims = 0;
  /** Claims that could not be read. */
  broken = 0;
  claimsWithErrors = 0;
  by = { error: 0, warning: 0, info: 0 };
  /** Charges of all claims, and of those with an error or a warning, in cents. */
  charged = 0n;
  atRisk = 0n;
  /** Of each rule: severity, findings, claims that have one, and their charges. */
  rules = new Map();
  /** Of each thing that was lacking: the rules that could not be answered. */
  notChecked = new Map();

  add({ index, report, charge }) {
    if (index !== null) this.claims++;
    if (!report) {
      this.broken++;
      return;
    }
    if (index !== null && !report.valid) this.claimsWithErrors++;
    const amount = charge === undefined ? 0n : cents(charge);
    this.charged += amount;
    if (report.findings.some(({ severity }) => severity !== 'info')) this.atRisk += amount;
    const counted = new Set();
    for (const { rule, severity } of report.findings) {
      this.by[severity]++;
      const total = this.#rule(rule, severity);
      total.findings++;
      if (index !== null && !counted.has(total)) {
        total.claims++;
        total.charged += amount;
      }
      counted.add(total);
    }
    for (const { rule, remedy } of report.notChecked) this.#lacking(remedy).add(rule);
  }

  /** Takes in what another part of the work had. */
  merge(other) {
    for (const key of ['claims', 'broken', 'claimsWithErrors', 'charged', 'atRisk']) this[key] += other[key];
    for (const severity of ORDER) this.by[severity] += other.by[severity];
    for (const { rule, severity, findings, claims, charged } of other.rules.values()) {
      const total = this.#rule(rule, severity);
      total.findings += findings;
      total.claims += claims;
      total.charged += charged;
    }
    for (const [remedy, rules] of other.notChecked) for (const rule of rules) this.#lacking(remedy).add(rule);
  }

  #rule(rule, severity) {
    const key = `${severity} ${rule}`;
    let total = this.rules.get(key);
    if (!total) this.rules.set(key, (total = { rule, severity, findings: 0, claims: 0, charged: 0n }));
    return total;
  }

  #lacking(remedy) {
    let rules = this.notChecked.get(remedy);
    if (!rules) this.notChecked.set(remedy, (rules = new Set()));
    return rules;
  }

  /** The rules, worst and most frequent first. */
  byRule() {
    return [...this.rules.values()].sort(
      (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.findings - a.findings || (a.rule < b.rule ? -1 : 1),
    );
  }

  toJSON() {
    return {
      files: this.files,
      filesUnread: this.unread,
      claims: this.claims,
      claimsUnread: this.broken,
      claimsWithErrors: this.claimsWithErrors,
      findings: this.by,
      charged: plain(this.charged),
      atRisk: plain(this.atRisk),
      rules: this.byRule().map((rule) => ({ ...rule, charged: plain(rule.charged) })),
    };
  }
}
