import type { Doorbell } from '../../../core/ports/panel-platform.ts';
import type { Session } from './session.ts';

export type DoorbellTimes = {
  /** Nothing heard for longer than this, not even that there is nothing: the connection is dead without a word. */
  readonly silenceMs: number;
  /** A client is replaced after this, whatever it says: it may have lost its subscription and not know it. */
  readonly longestMs: number;
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** A connection that stood for so long was no failure: the next one is made soon. */
  readonly steadyMs: number;
};

/** Salesforce answers an idle connection every 110 s. */
const TIMES: DoorbellTimes = {
  silenceMs: 180_000,
  longestMs: 3 * 3_600_000,
  pauseMs: 2000,
  longestPauseMs: 120_000,
  steadyMs: 30_000,
};

type Listening = Parameters<Doorbell['listen']>[0];

/** Rings when the org's stream tells of something. Each broken connection is replaced by a new one, with a new token where needed. */
export function createDoorbell(session: Session, channel: string, times: DoorbellTimes = TIMES): Doorbell {
  return {
    listen: (options) => {
      const stopping = new AbortController();
      const running = keepListening(session, channel, options, times, stopping.signal);
      return {
        stop: async () => {
          stopping.abort();
          await running;
        },
      };
    },
  };
}

async function keepListening(
  session: Session,
  channel: string,
  { position: first, ring, onState }: Listening,
  times: DoorbellTimes,
  stopped: AbortSignal,
): Promise<void> {
  // The streaming client is large, and most orgs are polled alone.
  const { listenOnce } = await import('./stream-client.ts');
  let position = first;
  let pauseMs = times.pauseMs;
  const heard = (next: string | null): void => {
    position = next ?? position;
    ring(position);
  };
  while (!stopped.aborted) {
    const startedAt = performance.now();
    const closed = await session.open();
    if (closed !== null) {
      onState(false, closed.because.message);
    } else {
      const { accessToken } = session.connection;
      const end = await listenOnce(
        session,
        channel,
        { position, times, stopped },
        {
          heard,
          begun: () => {
            session.accepted();
            onState(true, 'News of the org is heard.');
            // What happened while nobody listened may have left no event.
            heard(null);
          },
        },
      );
      if (end.kind === 'position-lost') position = null;
      // Another call may have had a new one meanwhile.
      if (end.kind === 'token-refused' && session.connection.accessToken === accessToken) {
        session.connection.accessToken = null;
      }
      if (performance.now() - startedAt > times.steadyMs) pauseMs = times.pauseMs;
      if (end.kind === 'used-up') pauseMs = times.longestPauseMs;
      if (end.kind !== 'stopped') onState(false, end.because);
    }
    await waitFor(pauseMs, stopped);
    pauseMs = Math.min(times.longestPauseMs, pauseMs * 2);
  }
}

/** Ends early when `stopped` says so. */
function waitFor(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    stopped.addEventListener('abort', finish);
  });
}
