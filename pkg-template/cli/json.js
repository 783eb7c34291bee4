// Findings for programs, written as they come.
import { line, print } from './output.js';

const entry = (file, item) => JSON.stringify({ file, ...item });

/** One document: all claims, and the totals. */
export function json() {
  let first = true;
  return {
    begin: () => print('{"claims":['),
    item(file, item) {
      print(`${first ? '' : ','}\n${entry(file, item)}`);
      first = false;
    },
    end: (totals) => line(`\n],"summary":${JSON.stringify(totals)}}`),
  };
}

/** A claim a line. */
export function ndjson() {
  return { item: (file, item) => line(entry(file, item)) };
}
