/**
 * Why a call could not be done; `code` is a stable name. A claim with faults is not an error: it gets a report. Where a text
 * stops being readable, `line` and `column` say; `limit` is the most bytes when there are more.
 */
export class SuperbillError extends Error {
  constructor(code, message, { line, column, limit, byteOffset } = {}) {
    super(message);
    this.name = 'SuperbillError';
    this.code = code;
    if (line !== undefined) Object.assign(this, { line, column });
    if (byteOffset !== undefined) this.byteOffset = byteOffset;
    if (limit !== undefined) this.limit = limit;
  }
}

/** Calls into the module, whose errors become errors of the class that callers can ask for. */
export function called(run) {
  try {
    return run();
  } catch (error) {
    throw error?.name === 'SuperbillError' ? new SuperbillError(error.code, error.message, error) : error;
  }
}
