/** An answer before it is put on the wire. `body` undefined: none. */
export type ApiAnswer = {
  readonly status: number;
  readonly body?: unknown;
  /** Sent instead of `body`, as text/html. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a call comes to: the answer, and for a write the effect, which becomes visible at the moment given. */
export type CallOutcome = { readonly answer: ApiAnswer; readonly commit?: (at: number) => void };

export type FieldError = {
  readonly field: string;
  readonly message: string;
  readonly code:
    | 'missing_field'
    | 'invalid_value'
    | 'duplicate_value'
    | 'datatype_mismatch'
    | 'invalid_field'
    | 'readonly_field'
    | 'incompatible_field';
};

/** Error form one: named fields. */
export function invalid(errors: readonly FieldError[]): CallOutcome {
  return { answer: { status: 400, body: { description: 'Validation failed', errors } } };
}

/** Error form two: a code and a sentence, no fields. */
export function refused(status: number, code: string, message: string): CallOutcome {
  return { answer: { status, body: { code, message } } };
}

/** A record that is not there: the status alone, no body. */
export function notFound(): CallOutcome {
  return { answer: { status: 404 } };
}

/** A page of the gateway in front of the desk. */
export function gatewayPage(status: number, title: string): ApiAnswer {
  return {
    status,
    html: `<html><head><title>${String(status)} ${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}

export function done(status: number, body: unknown, commit?: (at: number) => void): CallOutcome {
  return commit === undefined ? { answer: { status, body } } : { answer: { status, body }, commit };
}
