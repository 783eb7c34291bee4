// Amounts as whole cents, so that sums are exact.

/** `250.00` in cents. */
export const cents = (amount) => {
  const [, sign, whole, rest] = /^(-?)(\d+)\.(\d\d)$/.exec(amount) ?? [];
  if (whole === undefined) return 0n;
  const value = BigInt(whole) * 100n + BigInt(rest);
  return sign ? -value : value;
};

/** Cents as `250.00`. */
export const plain = (value) => {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** Cents as `$1,250.00`, for people. */
export const dollars = (value) => {
  const [whole, rest] = plain(value < 0n ? -value : value).split('.');
  return `${value < 0n ? '-' : ''}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
};
