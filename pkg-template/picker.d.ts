import type { Hit } from './index.js';
export type { SuperbillPickerAttributes, SuperbillPickerEvents } from './picker-jsx.js';

/** Recently taken and favorite codes, kept by the page. */
export interface PickerStorage {
  /** Those taken last, the newest first; listed when the empty field is opened with the down arrow. */
  list?(): Pick<Hit, 'set' | 'code'>[];
  /** A code was taken. */
  remember?(hit: Hit): void;
  /** Listed before the others. */
  favorites?(): Pick<Hit, 'set' | 'code'>[];
  /** A person has made a code a favorite, or no longer one; with it every row has a star. */
  favor?(hit: Hit, on: boolean): void;
}

/**
 * Codes kept under a name in the browser's own storage: `picker.storage = storedCodes('diagnoses')`. Kept are set, code and title of the last
 * `most` codes (8) and of favorites; nothing of any claim or person.
 */
export function storedCodes(name: string, options?: { most?: number; place?: Pick<Storage, 'getItem' | 'setItem'> }): Required<PickerStorage>;

/**
 * `<superbill-picker set="icd10cm" service-date="2026-11-03" billable name="dx" required>`: a form field that takes codes.
 *
 * It holds a code or nothing: text that is no code is its value with `allow-text` only, and Enter takes only what is highlighted. A code
 * that cannot be billed opens the codes below it. It is associated with its form as a native field is: `name`, `required`, `disabled` and
 * fieldsets, reset, `<label for>`, validity, `input` and `change`. `superbill-pick` (detail: the hit) says that a code was taken,
 * `superbill-error` that it cannot work, `superbill-hits` that the list has changed.
 *
 * Slots: `start`, `end`, `help`, `empty`. Its parts and custom properties, and every key, are in docs/PICKER.md. Without custom properties
 * its colors are the system's, by the page's `color-scheme`.
 */
export class SuperbillPicker extends HTMLElement {
  /** The code, empty when none was chosen; with `multiple` the codes in their order. A list is taken, too. */
  get value(): string | string[];
  set value(value: string | string[]);
  /** The codes. */
  readonly values: string[];
  /** The chosen codes, with titles once the module is there. */
  readonly selected: Pick<Hit, 'code'>[] & Partial<Hit>[];
  /** The last answer, for those who draw it themselves. */
  readonly hits: Hit[];
  /** How long the last search took, in milliseconds. */
  readonly took: number;
  /** Whether the list is open. */
  readonly open: boolean;
  /** Recently taken and favorite codes, kept by the page; listed when the empty field is opened with the down arrow. */
  storage?: PickerStorage;
  set: string;
  serviceDate: string;
  within: string;
  /** Most codes in the list; 10 when it is not set. */
  get limit(): number | undefined;
  set limit(limit: number | string | null | undefined);
  /** Of `multiple`, most codes that can be chosen. */
  get max(): number | undefined;
  set max(max: number | string | null | undefined);
  name: string;
  placeholder: string;
  billable: boolean;
  multiple: boolean;
  required: boolean;
  readOnly: boolean;
  disabled: boolean;
  allowText: boolean;
  openList: boolean;
  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly type: string;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
  setCustomValidity(message: string): void;
  select(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'superbill-picker': SuperbillPicker;
  }
  interface HTMLElementEventMap {
    'superbill-pick': CustomEvent<Hit>;
    'superbill-error': CustomEvent<Error>;
    'superbill-hits': CustomEvent<{ hits: Hit[]; took: number }>;
  }
}
