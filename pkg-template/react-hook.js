'use client';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import * as superbill from 'superbill';

const { init, tableUrl, SuperbillError, default: whole, ...FUNCTIONS } = superbill;

/** What was asked for, once for all components: the module, and each table. */
const MODULE = Symbol('module');
/** @type {Map<unknown, { done?: true, error?: Error }>} */
const asked = new Map();
const listeners = new Set();

/** What is known by what it says: addresses. All else is known by what it is. */
const keyOf = (what) => {
  if (what instanceof URL) return what.href;
  return typeof Request === 'function' && what instanceof Request ? what.url : what;
};
const stateOf = (what) => asked.get(keyOf(what));
const addressed = (what) => typeof keyOf(what) === 'string';

/**
 * A list that is written in the component is another one each time; this is the one before while both ask for the same. What has no
 * address and stands where another did that is gone, like `() => fetch(...)`, counts as that one, made anew.
 */
function settled(wanted, before) {
  const anew = (one, i) => i in before && !addressed(one) && !addressed(before[i]) && !wanted.includes(before[i]);
  const now = wanted.map((one, i) => (anew(one, i) ? before[i] : one));
  const same = now.length === before.length && now.every((one, i) => keyOf(one) === keyOf(before[i]));
  return same ? before : now;
}

function ask(what, module) {
  const known = stateOf(what);
  if (known && !known.error) return;
  const state = {};
  asked.set(keyOf(what), state);
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
  const [before, keep] = useState(wanted);
  const list = settled(wanted, before);
  if (list !== before) keep(list);
  const all = useMemo(() => [MODULE, ...list], [list]);
  const state = useSyncExternalStore(
    subscribe,
    () => all.map((what) => stateOf(what)?.error).find(Boolean) ?? all.every((what) => stateOf(what)?.done),
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
