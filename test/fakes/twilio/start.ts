import { createServer } from 'node:http';
import { armedRules } from '../shared/armed-rules.ts';
import { adjustableClock } from '../shared/clock.ts';
import { listen, sendJson, shut } from '../shared/http.ts';
import { answerApi } from './api-routes.ts';
import { phoneServer } from './phone-server.ts';
import { type FakeSms, newAccount } from './account.ts';
import { type Callbacks, callbacks } from './callbacks.ts';
import { type Career, careerSchema, ruleSchema, type TwilioRule, type TwilioRuleInput } from './faults.ts';

export { FAKE_NUMBER, FAKE_SID, FAKE_TOKEN, signatureOf } from './account.ts';
export type { FakeSms, Posted } from './account.ts';

export type FakeTwilio = Callbacks & {
  readonly url: string;
  /** The page that shows what arrived on whose phone. */
  readonly phone: string;
  /** Newest first, as Twilio lists them. */
  messages(): readonly FakeSms[];
  /** Waits until as many messages were taken; rejects after 10 s. */
  waitFor(count: number): Promise<readonly FakeSms[]>;
  /** Replaces all fault rules. */
  faults(rules: readonly TwilioRuleInput[], seed?: number): void;
  career(career: Partial<Career>): void;
  suspend(): void;
  clear(): void;
  close(): Promise<void>;
};

export type FakeTwilioOptions = {
  /** Absent: `FAKE_SID`. */
  readonly accountSid?: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly phonePort?: number;
  /** Where answers from phones are told; null or absent: nowhere. */
  readonly inboundUrl?: string | null;
  /** Every message's statuses are told at once, without a test that says so. */
  readonly tellsByItself?: boolean;
};

const WAIT_MS = 25_000;

/** Starts a pretended Twilio. Statuses are told when the test says so, in the order it says. */
export async function startFakeTwilio(options: FakeTwilioOptions = {}): Promise<FakeTwilio> {
  const account = newAccount(options.accountSid);
  const rules = armedRules<TwilioRule>(1);
  const clock = adjustableClock();
  const waiting = new Set<() => void>();
  const telling = callbacks(account);
  const server = createServer((request, response) => {
    answerApi({ account, rules, clock }, request, response)
      .catch(() => sendJson(response, 500, {}))
      .finally(() => {
        for (const look of waiting) look();
        if (options.tellsByItself === true) void telling.tellNew();
      });
  });
  const { inboundUrl = null } = options;
  const answer = inboundUrl === null ? null : (from: string, words: string) => telling.say(inboundUrl, from, words);
  const phones = phoneServer({ account, now: () => clock.now(), answer });
  const [port, phonePort] = [
    await listen(server, options.port ?? 0, '127.0.0.1'),
    await listen(phones, options.phonePort ?? 0, '127.0.0.1'),
  ];
  return {
    url: `http://127.0.0.1:${port}`,
    phone: `http://127.0.0.1:${phonePort}`,
    messages: () => account.messages,
    waitFor: (count) => untilTaken(account.messages, count, waiting),
    faults: (given, seed = 1) =>
      rules.set(
        given.map((rule) => ruleSchema.parse(rule)),
        seed,
      ),
    career: (career) => {
      account.career = careerSchema.parse({ ...account.career, ...career });
    },
    suspend: () => {
      account.status = 'suspended';
    },
    ...telling,
    clear: () => {
      account.messages.length = 0;
      account.status = 'active';
      account.career = careerSchema.parse({});
      rules.set([], 1);
    },
    close: async () => {
      await Promise.all([shut(server), shut(phones)]);
    },
  };
}

function untilTaken(messages: readonly FakeSms[], count: number, waiting: Set<() => void>) {
  return new Promise<readonly FakeSms[]>((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(look);
      reject(new Error(`${messages.length} messages were taken, not ${count}`));
    }, WAIT_MS);
    const look = (): void => {
      if (messages.length < count) return;
      clearTimeout(timer);
      waiting.delete(look);
      resolve(messages);
    };
    waiting.add(look);
    look();
  });
}
