'use client';
// superbill/react: the picker as a component, and the functions with a flag that says when they answer. React 18 and 19.
export { SuperbillPicker } from './react-picker.js';
export { useSuperbill } from './react-hook.js';
