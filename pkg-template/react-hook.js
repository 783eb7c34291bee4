'use client';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import * as superbill from 'superbill';

const { init, tableUrl, SuperbillError, default: whole, ...FUNCTIONS } = superbill;

/** What was asked for, once for all components: the module, and each table. */
const MODULE = Symbol('module');
/** @type {Map<unknown, { done?: true, error?: Error }>} */
const asked = new Map();
const listeners = new Set();

function ask(what, module) {
  const known = asked.get(what);
  if (known && !known.error) return;
  const state = {};
  asked.set(what, state);
  const tell = () => listeners.forEach((listener) => listener());
  if (known) tell();
  // A table waits for the module by itself.
  init({ ...(module && { module }), tables: what === MODULE ? [] : [what] })
    .then(() => { state.done = true; }, (error) => { state.error = error; })
    .then(tell);
}

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const NONE = [];

/**
 * The functions, and whether they answer yet. The tables of all components are those of the page: one that is asked for is taken in once.
 */
export function useSuperbill({ tables: wanted = NONE, module } = {}) {
  // A list that is written in the component is another one each time.
  const all = useMemo(() => [MODULE, ...wanted], wanted);
  const state = useSyncExternalStore(
    subscribe,
    () => all.map((what) => asked.get(what)?.error).find(Boolean) ?? all.every((what) => asked.get(what)?.done),
    // What a server renders, and what takes that over, waits.
    () => false,
  );
  const start = useCallback(() => all.forEach((what) => ask(what, module)), [all, module]);
  useEffect(start, [start]);
  return useMemo(() => {
    const error = state === true || state === false ? undefined : state;
    return { ...FUNCTIONS, ready: state === true, error, retry: start };
  }, [state, start]);
}
