import { type FakeAccount, type FakeSms, post, type Posted, statusFields, wordsFields } from './account.ts';

/** What Twilio tells of its own accord. */
export type Callbacks = {
  /** Tells the statuses of the message's career; returns what was answered to each. */
  tell(message: FakeSms, statuses?: readonly string[]): Promise<readonly Posted[]>;
  /** The same for every message that was not told of yet. A server that is away does not hear it, as of the real one. */
  tellNew(): Promise<void>;
  /** Somebody sends words to the account's number. `token`: another signs with it. */
  say(webhook: string, from: string, words: string, token?: string): Promise<Posted>;
};

export function callbacks(account: FakeAccount): Callbacks {
  const known = new Set<string>();
  const tell: Callbacks['tell'] = async (message, statuses = account.career.statuses) => {
    const told: Posted[] = [];
    for (const status of statuses) {
      message.status = status;
      if (message.statusCallback === null) continue;
      told.push(await post(message.statusCallback, statusFields(account, message, status), account.authToken));
    }
    return told;
  };
  return {
    tell,
    tellNew: async () => {
      for (const message of account.messages.filter(({ sid }) => !known.has(sid))) {
        known.add(message.sid);
        await tell(message).catch(() => []);
      }
    },
    say: (webhook, from, words, token = account.authToken) => post(webhook, wordsFields(account, from, words), token),
  };
}
