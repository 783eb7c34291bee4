// What is to be said of what a <superbill-picker> holds: to its form, and to the person, below the field.
import { icd9 } from './picker-rows.js';

/** What keeps it from being sent: a flag of `ValidityState` and a message; undefined when nothing does. */
export function wrongWith(picker, typed, custom) {
  const codes = picker.selected;
  if (custom) return ['customError', custom];
  const unknown = !picker.allowText && codes.find((hit) => hit.unknown);
  if (unknown) return ['badInput', `${unknown.code} is not a code on this date.`];
  const header = picker.billable && codes.find((hit) => hit.billable === false);
  if (header) return ['badInput', `${header.code} is not billable on this date.`];
  if (codes.length > picker.max) return ['rangeOverflow', `${picker.max} codes are the most.`];
  if (picker.required && !picker.value.length) return ['valueMissing', typed ? 'This is no code: choose one from the list.' : 'Choose a code.'];
  return undefined;
}

/** What the chosen code is, or that there is none; and whether that is a fault. */
export function titleOf(picker, left) {
  const [hit] = picker.multiple ? picker.selected.filter((one) => one.unknown) : picker.selected;
  if (hit?.unknown && !picker.allowText) return [`${hit.code} is not a code on this date`, true];
  // Text stays, and says that it is no value; only `required` keeps a form from being sent.
  if (!hit) return [left ? 'no code chosen' : '', false];
  return [[hit.display, !icd9(hit) && hit.note].filter(Boolean).join(' · '), false];
}
