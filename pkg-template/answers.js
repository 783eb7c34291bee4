// Answers of a batch as callers see them, from the short form in which they cross (src/rules/brief.rs): what is the same for
// every finding of a rule, and for claim after claim, is put back. Every report is its own, down to the last object.

/** What the findings of each rule have in common. */
export function usual(rules) {
  return rules.map(({ id, help, fix, snip, edit, predicts, source }) => ({ id, help, fix, snip, edit, predicts, source }));
}

/** Reads lists of answers, one after the other. */
export function answerReader(rules) {
  let releases = [];
  const lists = [];

  return (json) => JSON.parse(json).map(([index, patientControlNumber, charge, error, short]) => {
    const out = { index };
    if (patientControlNumber !== null) out.patientControlNumber = patientControlNumber;
    if (charge !== null) out.charge = charge;
    if (short !== null) out.report = report(short);
    if (error !== null) out.error = error;
    return out;
  });

  function report([valid, checkedOn, tables, number, list, findings]) {
    if (tables !== null) releases = tables;
    if (list !== null) lists[number] = list;
    const out = { valid, findings: findings.map(finding), notChecked: lists[number].map(notChecked) };
    if (checkedOn !== null) out.checkedOn = checkedOn;
    out.releases = releases.map(release);
    return out;
  }

  function finding([number, severity, path, line, message, locations, own]) {
    const rule = rules[number];
    const out = { rule: rule.id, severity, path };
    if (line > 0) out.line = line;
    out.message = message;
    const help = own?.help ?? rule.help;
    if (help !== '') out.help = help;
    if (own?.related) out.related = own.related;
    const description = own?.fix ?? rule.fix;
    out.fix = description === '' ? {} : { description };
    if (own?.options) out.fix.options = own.options;
    out.locations = locations;
    const snip = own?.snip ?? rule.snip;
    if (snip > 0) out.snip = snip;
    const edit = own?.edit === undefined ? rule.edit : own.edit;
    if (edit !== null) out.edit = { ...edit };
    const predicts = own?.predicts === undefined ? rule.predicts : own.predicts;
    if (predicts !== null) out.predicts = { ...predicts };
    out.source = own?.source ?? { ...rule.source };
    return out;
  }
}

const notChecked = ({ rule, reason, remedy }) => ({ rule, reason, remedy });
const release = ({ set, release }) => ({ set, release });
