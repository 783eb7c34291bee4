// A claim is kept on this computer only while the box is ticked, in the browser's own storage; it is never sent anywhere.
const KEY = 'superbill.kept';
/** Browsers hold about five million characters for a page. */
const MOST = 3_000_000;

const toText = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

export function kept() {
  try {
    const { name, form, at, bytes } = JSON.parse(localStorage.getItem(KEY) ?? 'null') ?? {};
    return bytes ? { name, form, at, bytes: Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it could be kept. */
export function keep({ name, form, at, bytes }) {
  try {
    if (bytes.length > MOST) return false;
    localStorage.setItem(KEY, JSON.stringify({ name, form, at, bytes: toText(bytes) }));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where storage is forbidden, nothing was kept either.
  }
}
