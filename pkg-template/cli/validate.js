// Claims of files, checked and reported.
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { rules as allRules, validate as check, validateMany, validateStream } from '../node.js';
import { Answering, texts } from './answering.js';
import { isNamed } from './codes.js';
import { FORMATS } from './formats.js';
import { inputs, read } from './input.js';
import { Closed, colored, flush, note, print, progress, progressEnds } from './output.js';
import { Unusable, loadTables, tableFiles, reason } from './shared.js';
import { Totals } from './totals.js';
import { Workers, dealing } from './workers.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** What each makes the exit code 1. */
const FAILING = { error: ['error'], warning: ['error', 'warning'], never: [] };
/** A file that is smaller is read by this thread alone. */
const SMALL = 1 << 20;
/** So many answers are printed together. */
const TOGETHER = 32;

export const OPTIONS = {
  format: { type: 'string' },
  rule: { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
  severity: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  today: { type: 'string' },
  on: { type: 'string' },
  'timely-filing': { type: 'string' },
  jobs: { type: 'string', short: 'j' },
  identifiers: { type: 'boolean' },
};

export async function validate(files, values) {
  const format = values.format ?? (values.json ? 'json' : 'text');
  const writer = one(FORMATS, format, '--format')();
  const failing = one(FAILING, values['fail-on'] ?? 'error', '--fail-on');
  const jobs = jobsOf(values.jobs);
  const options = {
    on: values.on,
    today: values.today ?? today(),
    timelyFilingDays: values['timely-filing'] === undefined ? undefined : Number(values['timely-filing']),
    rules: choice(values),
    identifiers: values.identifiers,
  };
  const paths = inputs(files);
  const begin = jobs > 1 ? () => new Workers(jobs, { tables: tableFiles(values), format, colored, options }) : undefined;
  const run = new Run(writer, options, begin, () => loadTables(values));
  try {
    // Faults of the options and of the tables come before the first file is read.
    [...validateMany('', options)];
    if (begin && paths.some(isLarge)) await run.workers();
    else run.needTables();
    print(writer.begin?.() ?? '');
    for (const file of paths) await run.file(file);
  } finally {
    run.close();
    progressEnds();
  }
  const { totals } = run;
  print(writer.end?.(totals) ?? '');
  flush();
  if (totals.unread + totals.broken > 0) return 2;
  return failing.some((severity) => totals.by[severity] > 0) ? 1 : 0;
}

class Run {
  totals = new Totals();
  #writer;
  #options;
  #begin;
  #workers;
  #loadTables;
  #printed = false;
  #bytes = 0;
  #claims = 0;

  constructor(writer, options, begin, loadTables) {
    [this.#writer, this.#options, this.#begin, this.#loadTables] = [writer, options, begin, loadTables];
  }

  /** The workers, if there are to be any, once they have their tables. */
  async workers() {
    this.#workers ??= this.#begin?.();
    await this.#workers?.started();
    return this.#workers;
  }

  /** This thread needs them where it answers itself. */
  needTables() {
    this.#loadTables?.();
    this.#loadTables = undefined;
  }

  async file(path) {
    this.totals.files++;
    const name = path === '-' ? 'standard input' : path;
    try {
      const { start, rest } = await begun(this.#counted(read(path)));
      const workers = rest && (await this.workers());
      const answers = workers ? workers.answers(name, joined(start, rest), dealing(start, workers.count)) : this.#alone(name, start, rest);
      const before = this.#claims;
      let claims = 0;
      for await (const { parts, count, totals } of answers) {
        this.#claims = before + count;
        for (const [text, broken] of texts(parts)) this.#print(name, text, broken);
        if (totals) {
          this.totals.merge(totals);
          claims = totals.claims;
        }
        progress(`${this.#claims} claims, ${(this.#bytes / 1e6).toFixed(0)} MB`);
      }
      if (claims === 0) throw new Unusable('there is no claim in it');
    } catch (error) {
      if (error instanceof Closed) throw error;
      this.totals.unread++;
      progressEnds();
      note(`superbill: ${name}: ${reason(error)}`);
    }
  }

  close() {
    this.#workers?.close();
  }

  #print(file, text, broken) {
    const kept = broken && this.#writer.broken ? this.#writer.broken(file, decoder.decode(text)) : text;
    if (kept.length === 0) return;
    if (this.#writer.between && this.#printed) print(this.#writer.between);
    this.#printed = true;
    print(kept);
  }

  async *#counted(pieces) {
    for await (const piece of pieces) {
      this.#bytes += piece.length;
      yield piece;
    }
  }

  async *#alone(name, start, rest) {
    this.needTables();
    const answering = new Answering(this.#writer, name);
    const all = rest === undefined ? start : joined(start, rest);
    for await (const item of validateStream(all, this.#options)) {
      // Of a claim over several lines the place of the fault is a line and a column only when it is read by itself.
      if (answering.count === 0 && item.error && rest === undefined) item.error.message = ownMessage(Buffer.concat(start)) ?? item.error.message;
      answering.add(item);
      if (answering.count % TOGETHER === 1) yield { parts: [answering.take()], count: answering.count };
    }
    yield { parts: [answering.take()], count: answering.count, totals: answering.totals };
  }
}

/** Whether workers are worth beginning for it at once; of what is piped in or packed, so much must have come first. */
function isLarge(path) {
  if (path === '-' || path.endsWith('.gz')) return false;
  try {
    const about = statSync(path);
    return about.isFile() && about.size >= SMALL;
  } catch {
    // Its reader says what is wrong with it.
    return false;
  }
}

/** The first pieces of a file, and the others, if there are any. */
async function begun(pieces) {
  const start = [];
  let length = 0;
  while (length < SMALL) {
    const { value, done } = await pieces.next();
    if (done) return { start };
    start.push(value);
    length += value.length;
  }
  return { start, rest: pieces };
}

async function* joined(start, rest) {
  yield* start;
  yield* rest;
}

function ownMessage(bytes) {
  if (bytes[0] !== 0x7b) return undefined;
  try {
    check(bytes);
  } catch (error) {
    return error.message;
  }
  return undefined;
}

/** Which rules are asked for, and how bad they are, as the package takes it. */
function choice({ rule, ignore, severity }) {
  const split = (list) => list?.flatMap((names) => names.split(',')).filter(Boolean);
  const pairs = split(severity)?.map((pair) => {
    const [name, level] = pair.split('=');
    if (!['error', 'warning', 'info'].includes(level)) throw new Unusable('--severity is RULE=error, RULE=warning or RULE=info');
    return [name, level];
  });
  const [only, without] = [split(rule), split(ignore)];
  const known = allRules();
  const unknown = [...(only ?? []), ...(without ?? []), ...(pairs ?? []).map(([name]) => name)].find((name) => !known.some(({ id }) => isNamed(id, name)));
  if (unknown !== undefined) throw new Unusable(`there is no rule ${unknown.slice(0, 60)}; superbill rules lists them`);
  return { only, without, severity: pairs && Object.fromEntries(pairs) };
}

function jobsOf(asked) {
  if (asked === undefined) return 1;
  const jobs = asked === 'auto' ? availableParallelism() : Number(asked);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 256) throw new Unusable('--jobs is a number from 1 to 256, or auto');
  return jobs;
}

function one(choices, name, option) {
  if (Object.hasOwn(choices, name)) return choices[name];
  throw new Unusable(`${option} is one of ${Object.keys(choices).join(', ')}`);
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}
