import type { ForwardRefExoticComponent, HTMLAttributes, ReactNode, RefAttributes } from 'react';
import type { CodeSet, Hit, InitOptions } from './index.js';
import type { PickerStorage, SuperbillPicker as Element } from './picker.js';

/** An `input` or `change` event after which the field holds another code: `event.target.value`. */
export interface PickerChange<Value> extends Event {
  readonly target: EventTarget & Element & { value: Value };
  readonly currentTarget: EventTarget & Element & { value: Value };
}

interface Common extends Omit<HTMLAttributes<Element>, 'onChange' | 'onError' | 'defaultValue' | 'value' | 'children'> {
  /** The code sets to search: `['icd10cm', 'hcpcs']`; all loaded ones by default. */
  sets?: CodeSet[] | CodeSet;
  /** The date of service, `YYYY-MM-DD`: only codes that are in the table on that day. */
  serviceDate?: string;
  /** Only billable codes. */
  billable?: boolean;
  /** Only codes below this code, or within the chapter or block with this range. */
  within?: string;
  /** Most codes in the list; 10 by default. */
  limit?: number;
  /** Of `multiple`, most codes that can be chosen. */
  max?: number;
  name?: string;
  placeholder?: string;
  required?: boolean;
  readOnly?: boolean;
  disabled?: boolean;
  /** Text that is no code is a value, too. */
  allowText?: boolean;
  /** The list stays open below the field. */
  openList?: boolean;
  /** Recently taken and favorite codes, kept by the page. */
  storage?: PickerStorage;
  /** A code was taken. */
  onPick?(hit: Hit, event: CustomEvent<Hit>): void;
  /** The field cannot work: a wrong property, or a module that did not come. */
  onError?(error: Error, event: CustomEvent<Error>): void;
  /** The list has changed. */
  onHits?(answer: { hits: Hit[]; took: number }, event: CustomEvent<{ hits: Hit[]; took: number }>): void;
  /** Elements for its slots: `<span slot="help">`. */
  children?: ReactNode;
}

interface One extends Common {
  multiple?: false;
  /** The code, empty for none: with it the field is controlled. */
  value?: string;
  defaultValue?: string;
  onChange?(event: PickerChange<string>): void;
}

interface Several extends Common {
  /** Several codes, as chips in their order: A, B, C ... */
  multiple: true;
  value?: string[];
  defaultValue?: string[];
  onChange?(event: PickerChange<string[]>): void;
}

export type SuperbillPickerProps = One | Several;

/**
 * `<SuperbillPicker sets="icd10cm" serviceDate="2026-11-03" value={code} onChange={(event) => setCode(event.target.value)} />`: the element
 * `<superbill-picker>` as a field of React. Its `ref` is the element.
 */
export const SuperbillPicker: ForwardRefExoticComponent<SuperbillPickerProps & RefAttributes<Element>>;

/** The functions of `superbill`, and whether they answer yet. */
export interface UseSuperbill extends Omit<typeof import('./index.js'), 'init' | 'tableUrl' | 'SuperbillError'> {
  /** The module and the tables asked for are there; before, the functions throw `not-ready`. */
  ready: boolean;
  /** Why they did not come. */
  error: Error | undefined;
  /** Tries again what failed. */
  retry(): void;
}

/**
 * `const { ready, error, search } = useSuperbill()`: starts the module and says when its functions answer. Tables that are asked for,
 * `useSuperbill({ tables: [icd10pcs] })`, are taken in once for the page, addresses (strings, `URL`, `Request`) by what they say. Write
 * functions, responses and bytes outside of the component: one that is made at each render is the first one's, whatever it would give later.
 */
export function useSuperbill(options?: InitOptions): UseSuperbill;
