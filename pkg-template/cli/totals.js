// What all claims together had.
export class Totals {
  files = 0;
  /** Files that could not be read. */
  unread = 0;
  claims = 0;
  /** Claims that could not be read. */
  broken = 0;
  claimsWithErrors = 0;
  by = { error: 0, warning: 0, info: 0 };
  /** Of each rule: severity, findings, and claims that have one. */
  rules = new Map();
  /** Of each thing that was lacking: the rules that could not be answered. */
  notChecked = new Map();

  add({ index, report }) {
    if (index !== null) this.claims++;
    if (!report) {
      this.broken++;
      return;
    }
    if (index !== null && !report.valid) this.claimsWithErrors++;
    const counted = new Set();
    for (const { rule, severity } of report.findings) {
      this.by[severity]++;
      const total = this.rules.get(`${severity} ${rule}`) ?? { rule, severity, findings: 0, claims: 0 };
      total.findings++;
      if (index !== null && !counted.has(total)) total.claims++;
      counted.add(total);
      this.rules.set(`${severity} ${rule}`, total);
    }
    for (const { rule, remedy } of report.notChecked) {
      if (!this.notChecked.has(remedy)) this.notChecked.set(remedy, new Set());
      this.notChecked.get(remedy).add(rule);
    }
  }

  /** The rules, worst and most frequent first. */
  byRule() {
    const order = ['error', 'warning', 'info'];
    return [...this.rules.values()].sort(
      (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.findings - a.findings || (a.rule < b.rule ? -1 : 1),
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
      rules: this.byRule(),
    };
  }
}
