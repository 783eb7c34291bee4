import type { Hit } from './index.js';
export type { SuperbillPickerAttributes, SuperbillPickerEvents } from './picker-jsx.js';

/**
 * `<superbill-picker set="icd10cm" on="2026-11-03" billable limit="12" placeholder="Diagnosis">`: a combobox over `search`.
 * Emits `superbill-pick` (detail: the hit) when a code is taken, and `input` on every keystroke as an input does.
 */
export class SuperbillPicker extends HTMLElement {
  /** The text in the field; after a pick, the code. */
  value: string;
  /** The last answer, for those who draw it themselves. */
  readonly hits: Hit[];
  /** How long the last search took, in milliseconds. */
  readonly took: number;
}

declare global {
  interface HTMLElementTagNameMap {
    'superbill-picker': SuperbillPicker;
  }
  interface HTMLElementEventMap {
    'superbill-pick': CustomEvent<Hit>;
    'superbill-hits': CustomEvent<{ hits: Hit[]; took: number }>;
  }
}
