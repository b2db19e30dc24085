import { join } from 'node:path';
import type { HandlerRun } from './event-log.ts';
import type { InstalledApp } from './installed-app.ts';
import { invokeTemplate } from './invoke-template.ts';
import type { Platform } from './platform.ts';
import { loadSandbox } from './sandbox.ts';

/** Set-up events and functions must be answered by renderData, once; product events never. */
export type HandlerKind = 'set-up' | 'product' | 'function';

export type HandlerCall = {
  readonly event: string;
  readonly handler: string | undefined;
  readonly kind: HandlerKind;
  readonly args: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
};

type Progress = {
  answer: { readonly error: unknown; readonly data: unknown } | null;
  readonly violations: string[];
  readonly printed: string[];
};

const SECOND_ANSWER = 'Cannot set headers after they are sent to the client';

/** Runs one handler of server.js to its end, and keeps what became of it. */
export async function runHandler(platform: Platform, app: InstalledApp, call: HandlerCall): Promise<HandlerRun> {
  const at = platform.clock.now();
  const progress: Progress = { answer: null, violations: [], printed: [] };
  const end = await carryOut(platform, app, call, progress).catch((error: unknown) => ({ threw: messageOf(error) }));
  const outcome = typeof end === 'object' ? 'threw' : end;
  const error = typeof end === 'object' ? end.threw : (progress.answer?.error ?? null);
  const { violations, printed } = progress;
  if (call.kind !== 'product' && outcome === 'finished') violations.push('the handler never called renderData');
  const run = {
    event: call.event,
    at,
    outcome,
    error,
    data: progress.answer?.data ?? null,
    violations,
    printed,
  } as const;
  platform.events.add(run);
  return run;
}

async function carryOut(
  platform: Platform,
  app: InstalledApp,
  call: HandlerCall,
  progress: Progress,
): Promise<HandlerRun['outcome']> {
  if (call.handler === undefined) return 'no-handler';
  const underWay = new Set<Promise<unknown>>();
  let answered = (): void => undefined;
  const answer = new Promise<void>((done) => {
    answered = done;
  });
  const renderData = (error: unknown, data: unknown): void => {
    if (call.kind === 'product') progress.violations.push('renderData was called in a product event');
    if (progress.answer !== null) {
      progress.violations.push('answered twice');
      throw new Error(SECOND_ANSWER);
    }
    progress.answer = { error: error ?? null, data: data ?? null };
    answered();
  };
  const sandbox = loadSandbox(join(app.folder.dir, 'server'), {
    ...globals(platform, app, progress, (work) => {
      underWay.add(work);
      void work.finally(() => underWay.delete(work)).catch(() => undefined);
      return work;
    }),
    renderData,
  });
  const handler = sandbox.handler(call.handler);
  if (handler === null) return 'no-handler';
  const returned = handler(sandbox.own(call.args));
  const resolved = followReturned(platform, call, returned, renderData, progress);
  const idle = untilIdle(underWay, resolved).then(() => 'finished' as const);
  const end = await Promise.race([
    answer.then(() => 'answered' as const),
    idle,
    late(call.timeoutMs, platform.closing),
  ]);
  if (end === 'answered') {
    // What it still does after its answer is seen too: a second answer, above all.
    await Promise.race([idle, late(call.timeoutMs, platform.closing)]);
  }
  return progress.answer === null ? end : 'answered';
}

/** With `autoAnswer` the framework answers for a handler whose promise resolves, whether or not the handler did. */
async function followReturned(
  platform: Platform,
  call: HandlerCall,
  returned: unknown,
  renderData: (error: unknown, data: unknown) => void,
  progress: Progress,
): Promise<void> {
  if (typeof (returned as { readonly then?: unknown } | null | undefined)?.then !== 'function') return;
  try {
    const value: unknown = await returned;
    if (platform.settings.autoAnswer && call.kind !== 'product') renderData(null, value);
  } catch (error) {
    if (messageOf(error) !== SECOND_ANSWER)
      progress.violations.push(`the handler's promise was rejected: ${messageOf(error)}`);
  }
}

/** Resolves when nothing is under way any more. There are no timers in the sandbox, so nothing can begin after that. */
async function untilIdle(underWay: ReadonlySet<Promise<unknown>>, resolved: Promise<unknown>): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    if (underWay.size > 0) {
      quiet = 0;
      await Promise.allSettled(underWay);
    }
    await new Promise((next) => setImmediate(next));
  }
  await resolved;
}

function late(ms: number, closing: AbortSignal): Promise<'timed-out'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timed-out'), ms);
    timer.unref();
    closing.addEventListener('abort', () => resolve('timed-out'), { once: true });
  });
}

function globals(
  platform: Platform,
  app: InstalledApp,
  progress: Progress,
  track: <T>(work: Promise<T>) => Promise<T>,
): Record<string, unknown> {
  const print = (...words: unknown[]): void => void progress.printed.push(words.map(String).join(' '));
  const promised = (work: () => unknown): Promise<unknown> => track(Promise.resolve().then(work));
  const { store, schedules } = platform;
  return {
    console: { log: print, info: print, warn: print, error: print },
    $request: {
      invokeTemplate: (name: unknown, options: unknown) =>
        promised(async () => {
          const { answer } = await invokeTemplate(platform, app, { side: 'server' }, String(name), options);
          if (answer.status < 200 || answer.status > 299) throw answer;
          return answer;
        }),
    },
    $db: {
      get: (key: string) => promised(() => store.get(key)),
      set: (key: string, value: unknown, options?: object) =>
        promised(() => {
          store.set(key, value, options);
          return { Created: true };
        }),
      delete: (key: string) =>
        promised(() => {
          store.delete(key);
          return { Deleted: true };
        }),
    },
    $schedule: {
      create: (given: unknown) => promised(() => schedules.create(given)),
      fetch: (given: unknown) => promised(() => schedules.fetch(given)),
      delete: (given: unknown) => promised(() => schedules.delete(given)),
    },
  };
}

function messageOf(error: unknown): string {
  const message = (error as { readonly message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : JSON.stringify(error);
}
