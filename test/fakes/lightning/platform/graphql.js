import { callOrg } from './org';

/** An answer serves every component of the page that asks the same, for so long without asking the org again. */
const FRESH_MS = 30_000;
const questions = new Map();

/** The question as it was written; the real one is opaque to components as well. */
export function gql(parts) {
  return { text: parts.join('') };
}

/** The wire adapter: asks when its question or a variable changed, and tells each change of the answer. */
export class graphql {
  constructor(dataCallback) {
    this.tell = dataCallback;
    this.isConnected = false;
    this.tell({ data: undefined, errors: undefined });
  }

  connect() {
    this.isConnected = true;
    this.ask();
  }

  update(config) {
    this.config = config;
    if (this.isConnected) this.ask();
  }

  disconnect() {
    this.isConnected = false;
    this.leave();
  }

  leave() {
    this.question?.listeners.delete(this);
    this.question = undefined;
  }

  ask() {
    const { query, variables } = this.config ?? {};
    const key = query && JSON.stringify([query.text, variables ?? null]);
    if (key === this.question?.key) return;
    this.leave();
    if (!query || Object.values(variables ?? {}).includes(undefined)) return;
    this.question = questionOf(key, query, variables);
    this.question.listeners.add(this);
    if (this.question.answer === undefined) void this.question.refresh();
    else this.hear(this.question.answer);
    if (Date.now() - this.question.askedAt > FRESH_MS) void this.question.refresh();
  }

  hear({ data, errors }) {
    const { question } = this;
    this.tell({ data, errors, refresh: () => question.refresh() });
  }
}

function questionOf(key, query, variables) {
  const known = questions.get(key);
  if (known !== undefined) return known;
  const question = { key, listeners: new Set(), answer: undefined, askedAt: 0, refresh: () => ask(question) };
  question.body = { query: query.text, variables: variables ?? {} };
  questions.set(key, question);
  return question;
}

/** Asks the org. An answer that says the same as the one before is not told again. */
async function ask(question) {
  question.askedAt = Date.now();
  const answer = await callOrg('POST', '/graphql', question.body).then(
    ({ data, errors }) => ({ data: data ?? undefined, errors: errors?.length > 0 ? errors : undefined }),
    (refusal) => ({ data: undefined, errors: [{ message: refusal.body.message, ...refusal }] }),
  );
  if (JSON.stringify(answer) === JSON.stringify(question.answer)) return;
  question.answer = answer;
  for (const listener of question.listeners) listener.hear(freeze(answer));
}

/** What pages are given is read-only. */
function freeze(value) {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
