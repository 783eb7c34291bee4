// The page's side of `superbill/worker`: every function as a promise, answered by a thread of its own.
import { initOptions } from './arguments.js';
import { SuperbillError } from './error.js';
import { fetched } from './fetched.js';
import { pieces } from './streams.js';

/** How many claims a message answers. */
const MOST = 200;

/**
 * @param {{ thread: () => { post: Function, listen: Function, failed: Function, busy?: (is: boolean) => void, end: Function }, module: () => unknown,
 *   js?: () => string, tableUrl: (name: string) => URL, read?: (file: URL) => Uint8Array }} host what the entry knows
 */
export function client(host) {
  let thread;
  let started;
  let next = 0;
  const waiting = new Map();

  function settle(id, how) {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread?.busy?.(false);
    if (one) how(one);
  }

  function failed(error) {
    const why = new SuperbillError('not-loaded', `the worker could not be started or has ended (${error?.message || 'no reason is given'}): a page's policy must allow it in worker-src, or import from \`superbill\` instead`);
    for (const id of [...waiting.keys()]) settle(id, ({ no }) => no(why));
    thread = undefined;
    started = undefined;
  }

  function heard(message) {
    if (message?.from !== 'superbill') return;
    const { id, value, error } = message;
    settle(id, ({ yes, no }) => (error ? no(Object.assign(new SuperbillError(error.code, error.message), JSON.parse(JSON.stringify(error)))) : yes(value)));
  }

  function send(name, args, instance) {
    return new Promise((yes, no) => {
      if (!thread) {
        try {
          thread = host.thread();
        } catch (error) {
          return no(new SuperbillError('not-loaded', `no worker can be started here: ${error.message}`));
        }
        thread.listen(heard);
        thread.failed(failed);
      }
      waiting.set(++next, { yes, no });
      thread.busy?.(true);
      try {
        thread.post({ to: 'superbill', id: next, instance, name, args });
      } catch (error) {
        settle(next, () => no(new SuperbillError('bad-input', `this cannot be sent to the worker: ${error.message}`)));
      }
    });
  }

  /** What can be sent of a source: addresses as text, and what functions and responses give. */
  async function sendable(source, what) {
    const given = await (typeof source === 'function' ? source() : source);
    if (given instanceof URL) return host.read && given.protocol === 'file:' ? host.read(given) : given.href;
    if (typeof given === 'string') return /^[\w-]+$/.test(given) ? sendable(host.tableUrl(given)) : new URL(given, globalThis.location?.href).href;
    return globalThis.Request && (given instanceof Request || given instanceof Response) ? (what === 'module' ? given.arrayBuffer() : fetched(given, 'a table')) : given;
  }

  async function start(given) {
    const { module, tables } = initOptions(given);
    const all = await Promise.all(tables.map((table) => sendable(table, 'table')));
    await send('init', [{ module: await sendable(module ?? host.module, 'module'), js: host.js?.(), tables: all }]);
  }

  function init(given) {
    const one = start(given);
    started ??= one.catch((error) => {
      started = undefined;
      throw error;
    });
    return one;
  }

  const asked = async (instance, name, args) => {
    await (started ?? init());
    return send(name, args, await instance);
  };

  /** The functions over one set of tables of the thread. */
  function over(instance) {
    const one = (name) => (...args) => asked(instance, name, args);
    return {
      search: one('search'),
      lookup: one('lookup'),
      browse: one('browse'),
      validate: one('validate'),
      serviceKeys: one('serviceKeys'),
      loadTable: one('loadTable'),
      tables: one('tables'),

      /** The next piece is asked for when the thread's answers to the one before were taken. */
      validateStream(source, options) {
        const all = pieces(source);
        return (async function* () {
          const run = await asked(undefined, 'stream', [await instance, options]);
          try {
            for await (const piece of all) yield* await send('feed', [run, whole(piece), false]);
            yield* await send('feed', [run, new Uint8Array(0), true]);
          } finally {
            send('end', [run]).catch(() => {});
          }
        })();
      },

      /** Claims that come one by one are gathered first; bytes and texts are not. */
      async *validateMany(input, options) {
        const whole = typeof input === 'string' || ArrayBuffer.isView(input) ? input : await gathered(input);
        const run = await asked(undefined, 'many', [await instance, whole, options]);
        try {
          for (;;) {
            const { answers, done } = await send('more', [run, MOST]);
            yield* answers;
            if (done) return;
          }
        } finally {
          send('end', [run]).catch(() => {});
        }
      },
    };
  }

  return {
    init,
    ...over(0),
    rules: () => asked(0, 'rules', []),
    applyFix: (...args) => asked(0, 'applyFix', args),
    memoryBytes: () => asked(0, 'memoryBytes', []),

    createSuperbill() {
      const instance = asked(undefined, 'createSuperbill', []);
      // Whoever asks it anything hears of the failure.
      instance.catch(() => {});
      return over(instance);
    },

    /** Ends the thread; the next call starts another. */
    terminate() {
      thread?.end();
      failed(new Error('terminated'));
    },
  };
}

/** A part of a buffer is sent without the rest. */
const whole = (piece) => (piece.byteLength === piece.buffer.byteLength ? piece : new Uint8Array(piece));

async function gathered(input) {
  const all = [];
  for await (const one of input) all.push(one);
  return all;
}
