import { createServer } from 'node:http';
import { armedRules } from '../shared/armed-rules.ts';
import { adjustableClock } from '../shared/clock.ts';
import { listen, sendJson, shut } from '../shared/http.ts';
import { answerApi } from './api-routes.ts';
import { type FakeSms, newAccount, post, type Posted, statusFields } from './account.ts';
import { type Career, careerSchema, ruleSchema, type TwilioRule, type TwilioRuleInput } from './faults.ts';

export { FAKE_NUMBER, FAKE_SID, FAKE_TOKEN, signatureOf } from './account.ts';
export type { FakeSms, Posted } from './account.ts';

export type FakeTwilio = {
  readonly url: string;
  /** Newest first, as Twilio lists them. */
  messages(): readonly FakeSms[];
  /** Waits until as many messages were taken; rejects after 10 s. */
  waitFor(count: number): Promise<readonly FakeSms[]>;
  /** Replaces all fault rules. */
  faults(rules: readonly TwilioRuleInput[], seed?: number): void;
  career(career: Partial<Career>): void;
  suspend(): void;
  /** Tells the statuses of the message's career; returns what was answered to each. */
  tell(message: FakeSms, statuses?: readonly string[]): Promise<readonly Posted[]>;
  /** Somebody sends words to the account's number. `token`: another signs with it. */
  say(webhook: string, from: string, words: string, token?: string): Promise<Posted>;
  clear(): void;
  close(): Promise<void>;
};

const WAIT_MS = 10_000;

/** Starts a pretended Twilio. Statuses are told when the test says so, in the order it says. */
export async function startFakeTwilio(): Promise<FakeTwilio> {
  const account = newAccount();
  const rules = armedRules<TwilioRule>(1);
  const clock = adjustableClock();
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    answerApi({ account, rules, clock }, request, response)
      .catch(() => sendJson(response, 500, {}))
      .finally(() => {
        for (const look of waiting) look();
      });
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
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
    tell: async (message, statuses = account.career.statuses) => {
      const told: Posted[] = [];
      for (const status of statuses) {
        if (message.statusCallback === null) break;
        told.push(await post(message.statusCallback, statusFields(account, message, status), account.authToken));
      }
      return told;
    },
    say: (webhook, from, words, token = account.authToken) =>
      post(
        webhook,
        {
          AccountSid: account.sid,
          ApiVersion: '2010-04-01',
          Body: words,
          From: from,
          MessageSid: `SM${'9'.repeat(32)}`,
          NumMedia: '0',
          To: account.numbers[0] ?? '',
        },
        token,
      ),
    clear: () => {
      account.messages.length = 0;
      account.status = 'active';
      account.career = careerSchema.parse({});
      rules.set([], 1);
    },
    close: () => shut(server),
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
