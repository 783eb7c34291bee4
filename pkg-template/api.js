// The functions that callers see, over the raw exports of the module (src/wasm.rs). Every host's entry makes them here,
// so that they are the same everywhere.
import { answerReader, usual } from './answers.js';
import { claimBytes, options, tableBytes, text } from './arguments.js';
import { batches, FileInPieces } from './batches.js';
import { SuperbillError, called } from './error.js';
import { pieces } from './streams.js';
import { inTurns } from './turn.js';

/** Longest part of a query that crosses into the module; the library itself looks at less (MAX_QUERY of src/search). */
const MAX_QUERY = 1024;
/** No code is nearly as long. */
const MAX_CODE = 64;

const SEARCH = ['sets', 'limit', 'on', 'billable', 'within', 'fallback'];
const LOOKUP = ['on'];
const COMMON = ['on', 'today', 'timelyFilingDays', 'rules', 'format', 'medicareEdits', 'opps', 'identifiers'];
const SHARE = ['part', 'of', 'by'];
const RULES = ['only', 'without', 'severity'];
const VALIDATE = [...COMMON, 'field'];
const MANY = [...COMMON, 'share'];

/** What the thread of superbill/worker gives pieces of a stream to. */
export const FEEDER = Symbol('feeder');

/** Those of a check, with what is within them. */
function validateOptions(given, known) {
  const by = options(given, known);
  if (by.rules) by.rules = options(by.rules, RULES, 'rules');
  if (by.share) by.share = options(by.share, SHARE, 'share');
  return by;
}

/**
 * The functions over one set of tables, which is made when one of them is first called.
 * @param {() => any} ready gives the raw exports, or throws when the module is not there yet
 * @param {() => object[]} rules what there is to say of every rule
 */
function superbill(ready, rules) {
  let instance;
  const raw = () => (instance ??= called(() => new (ready().Superbill)()));

  /** What there is to say of a batch of claims. */
  function answering(batch) {
    const read = answerReader(rules());
    return (next) => read(called(() => (next.piece ? batch.feed(raw(), next.piece, next.last) : batch.push(raw(), next))));
  }

  /** One answer per claim, in order. */
  function* answers(batch, input) {
    try {
      const of = answering(batch);
      for (const next of input) yield* of(next);
    } finally {
      batch.free();
    }
  }

  /** The same of a file that comes in pieces: what can be said after each. */
  function feeder(given) {
    const by = validateOptions(given, MANY);
    const batch = called(() => new (ready().Batch)(by));
    const of = answering(batch);
    const file = new FileInPieces(by.format);
    return {
      *feed(piece, last) {
        for (const next of file.push(piece, last)) yield* of(next);
      },
      return: () => batch.free(),
    };
  }

  /** All of it; no piece is asked for when the one before was not answered. */
  async function* answersOf(one, input) {
    try {
      for await (const piece of input) yield* one.feed(piece, false);
      yield* one.feed(new Uint8Array(0), true);
    } finally {
      one.return();
    }
  }

  return {
    search(query, given) {
      const asked = text(query, 'query', MAX_QUERY);
      const by = options(given, SEARCH);
      return JSON.parse(called(() => raw().search(asked, by)));
    },

    lookup(set, code, given) {
      const [inSet, asked] = [text(set, 'set', MAX_CODE), text(code, 'code', MAX_CODE)];
      const by = options(given, LOOKUP);
      return called(() => raw().lookup(inSet, asked, by));
    },

    browse(set, code, given) {
      const below = code === undefined || code === null ? undefined : text(code, 'code', MAX_CODE);
      const inSet = text(set, 'set', MAX_CODE);
      const by = options(given, LOOKUP);
      return called(() => raw().browse(inSet, below, by));
    },

    validate(claim, given) {
      const by = validateOptions(given, VALIDATE);
      const bytes = claimBytes(claim);
      return JSON.parse(called(() => raw().validate(bytes, by)));
    },

    serviceKeys(input) {
      const bytes = claimBytes(input);
      return JSON.parse(called(() => raw().serviceKeys(bytes)));
    },

    validateMany(input, given) {
      const by = validateOptions(given, MANY);
      const all = batches(input, by.format);
      return answers(called(() => new (ready().Batch)(by)), all);
    },

    validateStream(source, given) {
      const all = pieces(source);
      return answersOf(feeder(given), all);
    },

    [FEEDER]: feeder,

    loadTable(bytes) {
      const table = tableBytes(bytes);
      return called(() => raw().loadTable(table));
    },

    tables() {
      return called(() => raw().tables());
    },

    /** For the entries: what `loadTable` does, and opening what is inside the module, in turns. */
    async takeIn(bytes) {
      const table = tableBytes(bytes);
      const instance = raw();
      let loading;
      try {
        // Verifying the envelope is as long a step as any.
        await inTurns(() => called(() => {
          if (loading) return loading.goOn(instance);
          loading = new (ready().Loading)(table);
          return true;
        }));
      } finally {
        loading?.free();
      }
    },

    async open() {
      await inTurns(() => called(() => raw().open()));
    },
  };
}

/** What a host's entry exports, over one shared set of tables, and `open` and `takeIn` for the entry itself. */
export function api(ready) {
  let common;
  const rules = () => called(() => ready().rules());
  const usualOf = () => (common ??= usual(rules()));
  return {
    ...superbill(ready, usualOf),

    createSuperbill() {
      ready();
      const { open, takeIn, ...functions } = superbill(ready, usualOf);
      return functions;
    },

    rules,

    applyFix(file, finding, value = finding?.fix?.options?.[0]) {
      const { segment, element = '', bytes } = finding?.locations?.x12 ?? {};
      if (bytes === undefined) throw new SuperbillError('bad-option', '`finding` must be one of an X12 file: its `locations.x12` has bytes');
      if (typeof value !== 'string') throw new SuperbillError('bad-option', '`value` must be a string; this finding lists none');
      return called(() => ready().changeX12(claimBytes(file), segment, element, bytes[0], value));
    },

    memoryBytes() {
      return ready().memoryBytes();
    },
  };
}
