import { codeOf } from '../fault.ts';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** Two units found nothing and both wrote the same key: run again, the second now finds it. */
const UNIQUE_VIOLATION = '23505';
const RETRIED = new Set([SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION]);

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 5;

/** Runs a transaction again, at most five times in all, when another transaction got in its way. */
export async function retryConflicts<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.has(codeOf(error) ?? '')) throw error;
    }
    await pause(FIRST_PAUSE_MS * 2 ** attempt * Math.random());
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
