// What is to be said of what a <superbill-picker> holds: to its form, and to the person, below the field.
import { placeOf } from './picker-chips.js';
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
  if (picker.required && !picker.value.length) return ['valueMissing', typed ? 'This was not taken: choose a code from the list.' : 'Choose a code.'];
  return undefined;
}

/**
 * Below the field: what the chosen codes are, what is wrong with them, and text that was left; whether there is a fault; and what of it
 * is said to whoever cannot see it, to whom chips say their titles themselves.
 */
export function titleOf(picker, left, lettered) {
  const { multiple, selected } = picker;
  const [flag, message] = wrongWith(picker, '', '') ?? [];
  // That nothing is chosen yet is told when the form is sent.
  const wrong = flag === 'valueMissing' ? '' : message;
  const titles = selected.map((hit, i) => hit.display && [(multiple ? `${placeOf(i, lettered)} ` : '') + hit.display, !icd9(hit) && hit.note].filter(Boolean).join(' · '));
  // Text stays, and says that it is no value; only `required` keeps a form from being sent.
  const rest = left && (selected.length ? `“${left}” was not taken` : 'no code chosen');
  const lines = (...all) => all.filter(Boolean).join('\n');
  return [lines(...(multiple && wrong ? [] : titles), wrong, rest), Boolean(wrong || rest), multiple ? lines(wrong, rest) : undefined];
}
