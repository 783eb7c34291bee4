// What the commands say of themselves.
const TABLES = `  --tables DIR           take in the tables (.tbl) of a folder, or one table, beside the package's; may be repeated
  --no-tables            only the tables inside the module, which start quicker
  -h, --help             this text`;

const OUTPUT = `  --json                 print JSON`;

const CODES = `Exit code: 0 done; 1 nothing was found; 2 the command could not be done.`;

export const OVERVIEW = `superbill: medical codes and claim checks, offline

  superbill validate FILE... | -    check claims: X12 837, FHIR, JSON, NDJSON; with gzip or not
  superbill search WORDS...         find codes by words or by the beginning of a code
  superbill lookup CODE...          what is known of a code
  superbill rules [ID...]           the rules, or all of some
  superbill tables                  the tables that are loaded
  superbill help [COMMAND]          this text, or more of a command
  superbill --version

Nothing leaves this machine.
Exit code: 0 done, no fault; 1 a claim has a fault, or nothing was found; 2 something could not be read or done.`;

export const HELP = {
  validate: `superbill validate FILE... | -

Checks the claims of every file, or of standard input (-). Read are X12 837, FHIR (Claim, ExplanationOfBenefit, Bundle), JSON
(one claim, or a list), and NDJSON (a claim a line), told apart by their content, with or without gzip, byte order mark and CRLF.

  --format FORMAT        text (as is), json, ndjson, csv, sarif, html (one page, to print or send), operation-outcome (a FHIR
                         Bundle); --json is short for --format json
  --rule RULE            only this rule, or a group of them (dx.*); may be repeated
  --ignore RULE          not this rule, or group; may be repeated
  --severity RULE=LEVEL  what this rule, or group, finds is an error, a warning, or info; may be repeated
  --fail-on WHAT         error (as is), warning, never: what makes the exit code 1
  --today DAY            what is today, as 2026-11-22; as is, the date of this machine
  --on DAY               the day to check codes on where a claim has no date of service
  --timely-filing DAYS   days after the service within which the payer takes a claim
  -j, --jobs N           work with N threads, or with auto as many as there are cores, on what is over 1 MB (of standard
                         input and .gz once so much has come); as is, 1. The order is that of the file all the same
  --identifiers          show names and identifiers in the segments of an 837, which are masked as is
${TABLES}

A finding in an 837 shows its segment with the element marked; identifiers in it are masked unless
--identifiers is given. The claim's own number (patient
control number) is printed in all formats but sarif and operation-outcome, so that the claim can be found. The last lines count
by rule; the amount is the charges of the claims that have a finding of it. At risk are those with an error or a warning.

Exit code: 0 every file was read, and no claim has what --fail-on names; 1 a claim has; 2 a file or a claim could not be read,
or a file holds no claim, or the command was wrong. 2 goes before 1.`,

  search: `superbill search WORDS...

Codes by the beginnings of words in any order, by everyday names, or by the beginning of a code, the best first.

  --set SET              icd10cm, icd10pcs, hcpcs, cpt; may be repeated
  --on DAY               only codes valid on that day, as 2026-11-03
  --limit N              most hits, 1 to 500; as is, 10
  --billable             only codes that can be billed
${OUTPUT}
${TABLES}

${CODES}`,

  lookup: `superbill lookup CODE...

What is known of a code: title, validity, what is above and below it.

  --set SET              icd10cm, icd10pcs, hcpcs, cpt; may be repeated; as is, the first that has the code
  --on DAY               as of that day
${OUTPUT}: one code a line
${TABLES}

${CODES}`,

  rules: `superbill rules [ID...]

The rules with severity and title; with an id, or a group (dx.*), why they matter, what to do, and their source.

${OUTPUT}
  -h, --help             this text

${CODES}`,

  tables: `superbill tables

The tables that are loaded: set, release, the days that they answer for, rows.

${OUTPUT}
${TABLES}`,
};
