// Findings for programs, written as they come.

const entry = (file, item) => JSON.stringify({ file, ...item });

/** One document: all claims, and the totals. */
export const json = () => ({
  begin: () => '{"claims":[\n',
  between: ',\n',
  item: entry,
  end: (totals) => `\n],"summary":${JSON.stringify(totals)}}\n`,
});

/** A claim a line. */
export const ndjson = () => ({ item: (file, item) => `${entry(file, item)}\n` });
