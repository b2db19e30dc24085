import { ChangedMeanwhile } from './store-change.ts';

const ATTEMPTS = 8;

/** Runs the use case again when somebody else changed the request first. The eighth time the conflict is a fault. */
export async function tryAgain<Result>(useCase: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await useCase();
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || attempt === ATTEMPTS) throw error;
    }
  }
}
