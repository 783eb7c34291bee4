/** Why a call could not be done; `code` is a stable name. A claim with faults is not an error: it gets a report. */
export class SuperbillError extends Error {
  constructor(code, message) {
    super(message);
    this.name = 'SuperbillError';
    this.code = code;
  }
}

/** Calls into the module, whose errors become errors of the class that callers can ask for. */
export function called(run) {
  try {
    return run();
  } catch (error) {
    throw error?.name === 'SuperbillError' ? new SuperbillError(error.code, error.message) : error;
  }
}
