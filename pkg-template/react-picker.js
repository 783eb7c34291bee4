'use client';
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useReducer, useRef } from 'react';
import 'superbill/picker';

/** Of the component's properties those that the element has under another name. */
const NAMES = { className: 'class', serviceDate: 'service-date', readOnly: 'readonly', allowText: 'allow-text', openList: 'open-list' };
const text = (value) => (Array.isArray(value) ? value.join(' ') : value);

// On a server there is nothing to lay out, and React 18 says so.
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** React 18 writes properties as attributes, 19 sets what the element has: a boolean is there or not in both. */
function attributes(props) {
  const out = {};
  for (const [name, value] of Object.entries(props)) {
    if (value !== false && value !== null && value !== undefined) out[NAMES[name] ?? name] = value;
  }
  return out;
}

/** `<superbill-picker>`; with `value` it is a controlled field, as every field of React. */
export const SuperbillPicker = forwardRef(function SuperbillPicker(props, ref) {
  const { value, defaultValue, sets, storage, onChange, onPick, onError, onHits, ...rest } = props;
  const element = useRef(null);
  const begins = useRef(text(value ?? defaultValue));
  const handlers = useRef({});
  const told = useRef('');
  const [, again] = useReducer((n) => n + 1, 0);
  handlers.current = { onChange, onPick, onError, onHits };
  useImperativeHandle(ref, () => element.current, []);

  useBeforePaint(() => {
    const node = element.current;
    if (storage !== undefined) node.storage = storage;
    if (value !== undefined && text(node.value) !== text(value)) node.value = value ?? '';
    told.current = text(node.value) ?? '';
  });

  // Handlers of an element's own events are none that React 18 knows, nor 19 on an element that came from the server.
  useEffect(() => {
    const node = element.current;
    const changed = (event) => {
      // While one types, the field tells each key; a change is another code.
      if (text(node.value) === told.current) return;
      told.current = text(node.value);
      handlers.current.onChange?.(event);
      // Where the page keeps to its value, so does the field.
      again();
    };
    const listeners = {
      input: changed,
      change: changed,
      'superbill-pick': (event) => handlers.current.onPick?.(event.detail, event),
      'superbill-error': (event) => handlers.current.onError?.(event.detail, event),
      'superbill-hits': (event) => handlers.current.onHits?.(event.detail, event),
    };
    for (const [name, listener] of Object.entries(listeners)) node.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) node.removeEventListener(name, listener);
    };
  }, []);

  const set = Array.isArray(sets) ? sets.join(' ') : sets;
  return createElement('superbill-picker', { ...attributes({ ...rest, set, value: begins.current }), ref: element });
});
