// What runs in the thread of `superbill/worker`: the same functions, asked by message. One file, also for threads made of text.
import * as glue from './superbill.js';
import { FEEDER } from './api.js';
import { functions, initFrom } from './start.js';

const instances = new Map([[0, functions]]);
/** Runs of validateMany and validateStream, which answer some at a time. */
const runs = new Map();
let last = 0;

const own = {
  init: ({ module, js, tables }) => initFrom({ glue, module: () => module, js: js && (() => import(/* webpackIgnore: true */ js)) }, { tables }),

  createSuperbill() {
    instances.set(++last, functions.createSuperbill());
    return last;
  },

  many(instance, input, options) {
    runs.set(++last, instances.get(instance).validateMany(input, options));
    return last;
  },

  more(run, most) {
    const answers = [];
    for (;;) {
      const { done, value } = runs.get(run).next();
      if (done) {
        runs.delete(run);
        return { answers, done };
      }
      answers.push(value);
      if (answers.length >= most) return { answers, done };
    }
  },

  stream(instance, options) {
    runs.set(++last, instances.get(instance)[FEEDER](options));
    return last;
  },

  feed: (run, piece, whole) => [...runs.get(run).feed(piece, whole)],

  end(run) {
    runs.get(run)?.return();
    runs.delete(run);
  },

  free: (instance) => void instances.delete(instance),
};

async function answer({ id, instance, name, args }) {
  try {
    const value = await (instance === undefined ? own[name](...args) : instances.get(instance)[name](...args));
    return { id, value };
  } catch (error) {
    const { message, code, line, column, limit } = error;
    return { id, error: { message, code, line, column, limit } };
  }
}

/** Where messages come from: a worker of the web, or one of Node. */
const port = globalThis.superbillPort ?? globalThis;
const listen = (handle) => (port.on ? port.on('message', handle) : port.addEventListener('message', ({ data }) => handle(data)));
listen(async (message) => {
  // Others may talk to a worker, too: development servers and extensions do.
  if (message?.to === 'superbill') port.postMessage({ from: 'superbill', ...(await answer(message)) });
});
