import type { ReceivedMail } from './mailbox.ts';
import type { SinkRule, SinkRuleInput, SinkSettings } from './sink-faults.ts';
import type { SinkAttempt } from './sink-judge.ts';

export type { ReceivedMail } from './mailbox.ts';
export type { SinkFault, SinkRuleInput, SinkSettings } from './sink-faults.ts';
export type { SinkAttempt } from './sink-judge.ts';

/** Every route of the sink's HTTP side, as calls. All reject when the sink refuses, with its sentence. */
export type SinkClient = {
  /** GET /messages?to=: newest last; `to` is an envelope recipient. */
  messages(to?: string): Promise<readonly ReceivedMail[]>;
  /** GET /messages/:id */
  message(id: number): Promise<ReceivedMail>;
  /** GET /messages/:id/raw: the bytes as they came, as text. */
  raw(id: number): Promise<string>;
  /** Waits until `count` mails are there (for `to`, when given) and returns them. Rejects after `timeoutMs`. */
  waitFor(
    count: number,
    options?: { readonly to?: string; readonly timeoutMs?: number },
  ): Promise<readonly ReceivedMail[]>;
  /** DELETE /messages */
  clear(): Promise<void>;
  /** GET /attempts: every recipient and mail the server was asked to take, refused ones too. */
  attempts(): Promise<readonly SinkAttempt[]>;
  /** POST /faults: replaces all rules; none: all is well. Forgets who was greylisted. */
  faults(rules: readonly SinkRuleInput[], seed?: number): Promise<void>;
  /** GET /faults: the rules with how often each has hit. */
  faultHits(): Promise<readonly { readonly rule: SinkRule; readonly hits: number }[]>;
  /** POST /settings: for connections from now on. */
  settings(settings: SinkSettings): Promise<void>;
};

/** Speaks to a sink's HTTP side, in this process or another. */
export function sinkClient(url: string): SinkClient {
  const call = async (method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<string> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The sink refused ${method} ${path}: ${text}`);
    return text;
  };
  const read = async <Result>(path: string, signal?: AbortSignal): Promise<Result> =>
    JSON.parse(await call('GET', path, undefined, signal)) as Result;
  const messages = (to?: string): Promise<readonly ReceivedMail[]> =>
    read(to === undefined ? '/messages' : `/messages?to=${encodeURIComponent(to)}`);

  return {
    messages,
    message: (id) => read(`/messages/${String(id)}`),
    raw: (id) => call('GET', `/messages/${String(id)}/raw`),
    async waitFor(count, { to, timeoutMs = 5000 } = {}) {
      const signal = AbortSignal.timeout(timeoutMs);
      for (let seen = -1; ;) {
        const { version } = await read<{ version: number }>(`/changes?seen=${String(seen)}`, signal);
        const there = await messages(to);
        if (there.length >= count) return there;
        seen = version;
      }
    },
    clear: async () => void (await call('DELETE', '/messages')),
    attempts: () => read('/attempts'),
    faults: async (rules, seed = 1) => void (await call('POST', '/faults', { rules, seed })),
    faultHits: () => read('/faults'),
    settings: async (settings) => void (await call('POST', '/settings', settings)),
  };
}
