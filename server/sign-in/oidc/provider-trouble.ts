/** Why a provider could not be asked, or why its answer was not believed. Stable codes; the pages have a sentence for each. */
const PROVIDER_TROUBLES = [
  /** Nobody was reached, or the answer was a fault of theirs. */
  'unreachable',
  'slow',
  'private-address',
  /** Something answers there, but no OpenID Connect provider. */
  'not-a-provider',
  'other-issuer',
  'client-refused',
  'code-refused',
  /** The person, or the provider's own rules, said no. */
  'cancelled',
  'not-believed',
  /** The stored secret was sealed with another key file. */
  'secret-lost',
] as const;
export type ProviderTroubleCode = (typeof PROVIDER_TROUBLES)[number];

/** `detail` is for the log: what the library said, never a token, a code or a body. */
export type ProviderTrouble = { readonly code: ProviderTroubleCode; readonly detail: string };

/** Thrown by our own checks and our fetch, and found again behind the library's errors. */
export class ProviderFault extends Error {
  readonly code: ProviderTroubleCode;

  constructor(code: ProviderTroubleCode, detail: string) {
    super(detail);
    this.name = 'ProviderFault';
    this.code = code;
  }
}

const NOT_BELIEVED = new Set([
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
]);
/** What a provider may answer instead of tokens or a code, and whose fault it is. */
const OAUTH_ERRORS: ReadonlyMap<string, ProviderTroubleCode> = new Map(
  Object.entries({
    invalid_client: 'client-refused',
    unauthorized_client: 'client-refused',
    invalid_scope: 'client-refused',
    unsupported_response_type: 'client-refused',
    invalid_grant: 'code-refused',
    access_denied: 'cancelled',
    login_required: 'cancelled',
    interaction_required: 'cancelled',
    account_selection_required: 'cancelled',
    consent_required: 'cancelled',
    server_error: 'unreachable',
    temporarily_unavailable: 'unreachable',
  } satisfies Record<string, ProviderTroubleCode>),
);

type Thrown = {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly error?: unknown;
  readonly cause?: unknown;
};

/** Reads an error of the library. While looking for the provider's description, an answer of another form means that none is there. */
export function readTrouble(error: unknown, during: 'discovery' | 'sign-in'): ProviderTrouble {
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : {};
  const own = faultBehind(thrown);
  if (own !== null) return { code: own.code, detail: own.message };
  const { code } = thrown;
  if (typeof thrown.error === 'string') {
    const known = OAUTH_ERRORS.get(thrown.error);
    return { code: known ?? 'not-believed', detail: `answered ${safeWord(thrown.error)}` };
  }
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') return readChallenge(thrown.cause);
  const detail = `${safeWord(code)}: ${typeof thrown.message === 'string' ? thrown.message.slice(0, 200) : ''}`;
  if (during === 'discovery') {
    return { code: code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' ? 'other-issuer' : 'not-a-provider', detail };
  }
  return { code: 'not-believed', detail: NOT_BELIEVED.has(String(code)) ? detail : `unexpected, ${detail}` };
}

/** A 401 that says how to sign in: to our client at the token address, to an access token elsewhere. */
function readChallenge(cause: unknown): ProviderTrouble {
  const [first] = Array.isArray(cause)
    ? (cause as readonly { readonly parameters?: { readonly error?: unknown } }[])
    : [];
  const word = first?.parameters?.error;
  const isToken = word === 'invalid_token' || word === 'insufficient_scope';
  return { code: isToken ? 'not-believed' : 'client-refused', detail: `refused with ${safeWord(word)}` };
}

function faultBehind(thrown: Thrown): ProviderFault | null {
  if (thrown instanceof ProviderFault) return thrown;
  return thrown.cause instanceof ProviderFault ? thrown.cause : null;
}

/** Only what an error code is made of: the word may come from somebody else's server. */
function safeWord(word: unknown): string {
  return typeof word === 'string' && /^\w{1,60}$/.test(word) ? word : 'no code';
}
