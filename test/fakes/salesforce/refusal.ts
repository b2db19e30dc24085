/** A call or a record that the org refuses. Thrown, so that a transaction around it is undone. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly string[];
  constructor(status: number, code: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

/** A refused record, with the HTTP status that single-record calls give to its code. */
export function refusedRecord(code: string, message: string, fields: readonly string[] = []): Refusal {
  return new Refusal(statusOf(code), code, message, fields);
}

function statusOf(code: string): number {
  if (code.startsWith('INSUFFICIENT_ACCESS')) return 403;
  return code === 'NOT_FOUND' || code === 'ENTITY_IS_DELETED' ? 404 : 400;
}
