// The thread in which files are read, checked and changed, so that the page never waits for it. Nothing leaves the browser from here.
import { applyFix, init, loadTable, tableUrl, tables, validate, validateMany } from '/superbill/browser.js';
import { documents } from './sources/document.js';
import { measure } from './measure.js';

/** What rules ask beside the tables that the module has inside, the small ones first. */
const TABLES = ['hcpcs-edits', 'addon', 'mce', 'ioce', 'ncci-ptp-hospital', 'notes-icd10cm', 'icd10pcs'];
const open = documents({ validateMany, applyFix });
const started = init();

let doc;
/** What was open before it, the last at the end, where it had been typed in: one click on another claim must not cost what was typed. */
const before = [];
/** Counts what was opened, so that a keystroke meant for one document never goes into the next. */
let number = 0;
let today;
let stale = false;

async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer().catch(() => {
    throw new Error('This file is gzipped, and cannot be unpacked: it is damaged or cut.');
  }));
}

/** What the page has been told of each claim, as text. */
let known = [];

/** Whether a claim has what no file has: it was changed here, or on an earlier visit, and kept. */
const typedIn = (one) => one.steps > 0 || Boolean(one.kept);

/** What the page is told: always the chosen claim, and of the list what has changed. */
function told(more = {}) {
  const claims = doc.summaries().filter((claim, i) => {
    const text = JSON.stringify(claim);
    const same = text === known[i];
    known[i] = text;
    return !same;
  });
  return { view: doc.view(), claims, file: { number, name: doc.name, kind: doc.kind, count: doc.count, report: doc.fileReport, empty: doc.empty, typed: typedIn(doc), before: before.at(-1)?.name }, ...more };
}

/** Another document takes the place of the one that is open. */
function opened(next, more) {
  doc = next;
  number++;
  known = [];
  stale = false;
  return told({ opened: true, ...more });
}

/** Milliseconds that it took. */
function judge(one) {
  const start = performance.now();
  one.check({ today });
  return performance.now() - start;
}

function checked(more) {
  const took = judge(doc);
  stale = false;
  return told({ took, ...more });
}

const does = {
  async open({ bytes, name, form, at, empty, day, kept }) {
    await started;
    today = day;
    const read = await unpacked(new Uint8Array(bytes));
    if (!read.length) throw new Error('This file is empty.');
    const next = open(read, name);
    if (!next.count) throw new Error(`No claim was found in this file.${next.instead ?? ''}`);
    Object.assign(next, { as: form, empty, kept });
    next.choose(at);
    const took = judge(next);
    // Where the file itself is out of order there may be no answer about any claim.
    const why = next.answers.length ? next.answers[0].error?.message : (next.fileReport?.findings[0]?.message ?? 'none was found');
    if (next.answers.every(({ error }) => error)) throw new Error(`No claim can be read in this file: ${why}.`);
    if (doc && typedIn(doc)) before.push(doc);
    return opened(next, { took });
  },

  choose({ at }) {
    doc.choose(at);
    return told();
  },

  /** @param {{ of: number, at: number }} args beside field and value: the document and the claim that were shown when it was typed */
  set({ of, at, field, value, later }) {
    // Its document is no longer open.
    if (of !== number) return {};
    let refused = '';
    const chosen = doc.at;
    if (at !== chosen) doc.choose(at);
    try {
      if (!doc.set(field, value)) refused = 'This file has no place for that yet.';
    } catch (error) {
      refused = error.message;
    }
    if (at !== chosen) doc.choose(chosen);
    // Another keystroke is on its way: it is checked then.
    stale = true;
    return later ? { refused } : checked({ refused });
  },

  fix({ finding, option }) {
    doc.fix(finding, option);
    return checked();
  },

  undo() {
    if (!doc.steps && before.length) {
      const back = before.pop();
      // Tables may have come since.
      return opened(back, { took: judge(back) });
    }
    doc.undo();
    return checked();
  },

  redo() {
    doc.redo();
    return checked();
  },

  lines() {
    if (stale) doc.check({ today });
    return { lines: doc.lines(doc.view().findings) };
  },

  export: ({ as }) => doc.exported(as),

  /** The claim as JSON, whatever it came as. */
  json: () => ({ text: doc.exported('json').text }),

  speed: () => measure({ validate, validateMany }),

  /** Tables that come when there is nothing better to do. */
  async more() {
    await started;
    const missing = [];
    for (const name of TABLES) {
      try {
        const answer = await fetch(tableUrl(name));
        if (!answer.ok) throw new Error(String(answer.status));
        loadTable(await answer.arrayBuffer());
      } catch {
        missing.push(name);
      }
    }
    return { missing, tables: tables().map(({ set, release }) => ({ set, release })), ...(doc ? checked() : {}) };
  },
};

addEventListener('message', async ({ data: { id, name, args } }) => {
  try {
    postMessage({ id, value: await does[name](args ?? {}) });
  } catch (error) {
    postMessage({ id, error: error.message });
  }
});
