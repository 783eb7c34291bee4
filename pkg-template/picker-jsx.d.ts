// The element in the templates of React 18 and 19, Preact, Vue and Svelte. A framework that is not installed is none of TypeScript's
// business, hence its complaints about those are left out.
import type { Hit } from './index.js';
import type { SuperbillPicker } from './picker.js';

/** Attributes of `<superbill-picker>` beside those of every element. */
export interface SuperbillPickerAttributes {
  /** The code sets to search, by their short names, separated by spaces: `icd10cm hcpcs`. All loaded ones by default. */
  set?: string;
  /** The date of service, `YYYY-MM-DD`: only codes that are in the table on that day. */
  'service-date'?: string;
  /** The date of service, too, where a framework does not take `on` for an event. */
  on?: string;
  /** Only billable codes. */
  billable?: boolean | '';
  /** Several codes, as chips in their order: A, B, C ... */
  multiple?: boolean | '';
  /** A form with it is not sent without a code. */
  required?: boolean | '';
  readonly?: boolean | '';
  /** Text that is no code is a value, too. */
  'allow-text'?: boolean | '';
  /** Most codes in the list; 10 by default. */
  limit?: number | string;
  /** Of `multiple`, most codes that can be chosen. */
  max?: number | string;
  /** Only codes below this code, or within the chapter or block with this range. */
  within?: string;
  /** The code, or several separated by spaces. */
  value?: string;
  placeholder?: string;
  disabled?: boolean | '';
  name?: string;
  /** The list stays open below the field. */
  'open-list'?: boolean | '';
}

/** Its own events, where the framework listens by attribute. */
export interface SuperbillPickerEvents {
  /** A code was taken; `detail` is the hit. */
  'onsuperbill-pick'?: (event: CustomEvent<Hit>) => void;
  /** The field cannot work: a wrong attribute, or a module that did not come; `detail` is the error. */
  'onsuperbill-error'?: (event: CustomEvent<Error>) => void;
  /** The list has changed. */
  'onsuperbill-hits'?: (event: CustomEvent<{ hits: Hit[]; took: number }>) => void;
}

type Own = SuperbillPickerAttributes & SuperbillPickerEvents;
// @ts-ignore
type InReact = Omit<import('react').HTMLAttributes<SuperbillPicker>, keyof Own> & import('react').RefAttributes<SuperbillPicker> & { class?: string } & Own;
// @ts-ignore
type InPreact = Omit<import('preact').HTMLAttributes<SuperbillPicker>, keyof Own> & Own;
// @ts-ignore
type InSvelte = Omit<import('svelte/elements').HTMLAttributes<SuperbillPicker>, keyof Own> & Own;
// @ts-ignore
type InVue = SuperbillPickerAttributes & import('vue').HTMLAttributes & { onSuperbillPick?: SuperbillPickerEvents['onsuperbill-pick']; onSuperbillHits?: SuperbillPickerEvents['onsuperbill-hits'] };

// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'superbill-picker': InReact;
    }
  }
}

// @ts-ignore
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'superbill-picker': InPreact;
    }
  }
}

// @ts-ignore
declare module 'vue' {
  interface GlobalComponents {
    'superbill-picker': new () => { $props: InVue };
  }
}

// @ts-ignore
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'superbill-picker': InSvelte;
  }
}
