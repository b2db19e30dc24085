export const STORAGE_FAULTS = [
  'database-in-use',
  'database-taken-over',
  'database-busy',
  'database-broken',
  'database-closed',
  'database-too-old',
  'migration-failed',
  'number-unreadable',
  'parameter-refused',
  'read-failed',
  'stored-json-unreadable',
  'write-outside-work',
] as const;
export type StorageFaultCode = (typeof STORAGE_FAULTS)[number];

/** Something that should not happen to the database. `code` is stable; the message is plain text without stored data. */
export class StorageFault extends Error {
  readonly code: StorageFaultCode;

  constructor(code: StorageFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StorageFault';
    this.code = code;
  }
}

/** The `code` of anything thrown; null when it has none. Works across realms, where `instanceof` does not. */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
