// One module a page or process, and how it is started: `init` in browsers, the first call on servers. Every entry of the package
// shares this state, so that an application and the picker in it have one module between them.
import { api } from './api.js';
import { fetched } from './fetched.js';
import { initOptions } from './arguments.js';
import { SuperbillError } from './error.js';
import { refused, startedModule, withoutWasm } from './module.js';

/** The raw exports, once there are any. */
let raw;
/** How the first call starts the module, where it may. */
let atOnce;

function ready() {
  if (!raw && atOnce) raw = atOnce();
  if (!raw) throw new SuperbillError('not-ready', 'the module is not loaded yet: `await init()` once, before anything else');
  return raw;
}

const { open, takeIn, ...all } = api(ready);
export const functions = all;

/** For servers, which may read and compile without anybody waiting: nothing is done before the first call. */
export function startAtFirstCall(start) {
  atOnce = start;
}

/** @type {Promise<void> | undefined} */
let loading;
/** Settled when the tables of every `init` so far are in or refused: a picker's own `init` waits for those that its page asked for. */
let taken = Promise.resolve();

/**
 * Starts the module and takes in tables.
 * @param {{ glue: any, module?: () => unknown, js?: () => Promise<any>, tableUrl?: (name: string) => URL, read?: (table: string | URL) => Uint8Array }} host
 * what its entry knows
 * @param {unknown} given what `init` was called with
 */
export async function initFrom(host, given) {
  const { module, tables } = initOptions(given);
  const bytes = tables.map((table) => tableOf(table, host));
  // An error of one is reported below, where it is waited for.
  for (const one of bytes) one.catch(() => {});
  if (!raw && atOnce && !module && !host.module) ready();
  if (!raw) {
    loading ??= start(module ?? host.module, host).catch((error) => {
      loading = undefined;
      throw error;
    });
  }
  const mine = takenIn(bytes);
  taken = Promise.allSettled([taken, mine]);
  await mine;
  // Without any there is nothing to answer from.
  if (functions.tables().length === 0) await taken;
}

async function takenIn(bytes) {
  // The exports are there before the tables are open.
  await loading;
  // Where the first call may start everything, nobody draws or listens meanwhile.
  for (const one of bytes) await (atOnce ? functions.loadTable : takeIn)(await one);
}

async function tableOf(table, host) {
  if (typeof table === 'function') return table();
  if (host.read && (typeof table === 'string' || table instanceof URL)) return host.read(table);
  if (typeof table === 'string' && /^[\w-]+$/.test(table)) return fetched(host.tableUrl(table), `the table ${table}`);
  return fetched(table, 'a table');
}

async function start(source, host) {
  const given = await (typeof source === 'function' ? source() : source);
  raw = await (refused() ? withoutWasm(given, host.js) : startedModule(host.glue, given));
  // The tables are opened now, in turns, and not by the first keystroke, which would wait for all of them at once.
  await open();
}
