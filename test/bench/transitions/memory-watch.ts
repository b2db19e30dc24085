import { setTimeout as wait } from 'node:timers/promises';
import type { RunningServer } from '../../support/start-server.ts';
import { median } from '../shared/statistics.ts';

const SAMPLE_MS = 250;

/** Watches a server's resident memory, in bytes. */
export function memoryWatch(server: Pick<RunningServer, 'rss'>) {
  let highest = 0;
  const timer = setInterval(() => {
    highest = Math.max(highest, server.rss());
  }, SAMPLE_MS).unref();
  return {
    /** The usual value over `forMs` in which nobody asks anything. */
    idle: async (forMs: number): Promise<number> => {
      const samples: number[] = [];
      for (let passed = 0; passed < forMs; passed += SAMPLE_MS) {
        await wait(SAMPLE_MS);
        samples.push(server.rss());
      }
      clearInterval(timer);
      return median(samples);
    },
    /** The highest value so far; ends the watch. */
    highest: (): number => {
      clearInterval(timer);
      return highest;
    },
  };
}
