import { ANNA, BY_ANNA, BY_BEN, BY_HELP_DESK, BY_RECIPIENT } from '../builders/people.ts';
import { DAY } from '../builders/times.ts';
import type { Made, PagesWorld } from './pages-world.ts';

type Command = Parameters<PagesWorld['give']>[1];

/** Every page there is, and how a request comes to it. `ask` is appended to the address. */
export type PageState = {
  readonly name: string;
  readonly ask?: string;
  readonly planned?: true;
  readonly commands: (world: PagesWorld) => readonly Command[];
};

const JOIN: Command = { type: 'join', actor: BY_RECIPIENT, device: null };
const ADDRESS: Command = { type: 'enter-address', actor: BY_RECIPIENT, address: '123456789', device: null };
const ASK: Command = { type: 'ask-for-access', actor: BY_ANNA };
const DENY: Command = { type: 'deny-access', actor: BY_RECIPIENT };
const WITHDRAW: Command = { type: 'withdraw-consent', actor: BY_RECIPIENT };
const LAUNCH: Command = { type: 'launch-connect', actor: BY_ANNA, takeOver: false };
const ALLOW: Command = {
  type: 'allow-access',
  actor: BY_RECIPIENT,
  consented: true,
  textVersion: '2026-11-a',
  language: 'en',
  named: 'Anna Ng, Acme',
  address: '123456789',
  device: null,
  wishes: ['view'],
};
const CHECKED: Command = {
  type: 'note-readiness',
  actor: BY_RECIPIENT,
  readiness: {
    system: 'macos',
    findings: [
      { check: 'client', result: 'problem' },
      { check: 'screen-recording', result: 'unsure' },
    ],
  },
};
const OTHER_DEVICE: Command = { type: 'move-here', actor: BY_RECIPIENT, device: 'another' };
const LINK: Command = { type: 'set-session-link', actor: BY_ANNA, url: 'https://anydesk.com/s/abc' };
const RATE: Command = { type: 'rate-session', actor: BY_RECIPIENT, rating: { stars: 4, comment: 'Quick.' } };
const READY = [JOIN, ADDRESS, ALLOW];
export const sessionStart = ({ core }: PagesWorld): Command => ({
  type: 'start-session',
  actor: BY_ANNA,
  source: 'agent',
  startedAt: core.clock.now(),
  address: null,
  agent: ANNA,
  externalId: null,
});
export const sessionEnd = ({ core }: PagesWorld): Command => ({
  type: 'end-session',
  actor: BY_ANNA,
  source: 'agent',
  endedAt: core.clock.now(),
  endedBy: 'technical',
});
const close: Command = { type: 'close-request', actor: BY_ANNA, outcome: 'solved', note: 'New cable.' };

export const JOIN_STATES: readonly PageState[] = [
  { name: 'invitation', commands: () => [] },
  { name: 'planned', planned: true, commands: () => [] },
  { name: 'another time', ask: '/time?at=', planned: true, commands: () => [] },
  { name: 'report check', ask: '?ask=report', commands: () => [] },
  { name: 'prepare', commands: () => [JOIN] },
  { name: 'readiness asked', ask: '?ask=check', commands: () => [JOIN] },
  { name: 'readiness found', ask: '?ask=check', commands: () => [JOIN, CHECKED] },
  { name: 'prepare with open points', commands: () => [JOIN, CHECKED, LINK] },
  { name: 'hand-over', ask: '?ask=handover', commands: () => [JOIN] },
  { name: 'joined elsewhere', commands: () => [JOIN, OTHER_DEVICE] },
  {
    name: 'allowed elsewhere',
    commands: () => [
      { ...JOIN, device: 'another' },
      { ...ADDRESS, device: 'another' },
      { ...ALLOW, device: 'another' },
    ],
  },
  { name: 'consent', commands: () => [JOIN, ADDRESS] },
  { name: 'asked', commands: () => [JOIN, ADDRESS, ASK] },
  { name: 'change address', ask: '?ask=address', commands: () => [JOIN, ADDRESS] },
  { name: 'denied', commands: () => [JOIN, DENY] },
  { name: 'ready', commands: () => READY },
  { name: 'being connected', commands: () => [...READY, LAUNCH] },
  { name: 'taken over', commands: () => [...READY, { type: 'launch-connect', actor: BY_BEN, takeOver: true }] },
  { name: 'connected', commands: (world) => [...READY, sessionStart(world)] },
  { name: 'stopped', commands: (world) => [...READY, sessionStart(world), WITHDRAW] },
  { name: 'session over', commands: (world) => [...READY, sessionStart(world), sessionEnd(world)] },
  { name: 'closed', commands: (world) => [...READY, sessionStart(world), close] },
  { name: 'rated', commands: (world) => [...READY, sessionStart(world), close, RATE] },
  { name: 'reported', commands: () => [{ type: 'report-request', actor: BY_RECIPIENT }] },
  { name: 'ticket gone', commands: () => [{ type: 'follow-ticket-deleted', actor: BY_HELP_DESK }] },
];

export const CONNECT_STATES: readonly PageState[] = [
  { name: 'open', commands: () => [] },
  { name: 'waiting', commands: () => [JOIN, ADDRESS] },
  { name: 'asked', commands: () => [JOIN, ADDRESS, ASK] },
  { name: 'ready', commands: () => READY },
  { name: 'launched', commands: () => [...READY, LAUNCH] },
  { name: 'connected', commands: (world) => [...READY, sessionStart(world)] },
  { name: 'closed', commands: () => [close] },
];

/** Makes a request and brings it to the state. */
export async function bring(world: PagesWorld, state: PageState): Promise<Made> {
  const schedule = { startAt: world.core.clock.now() + 2 * DAY, timeZone: 'Asia/Taipei' };
  const made = await world.create(state.planned === true ? { schedule } : {});
  for (const command of state.commands(world)) await world.give(made.id, command);
  return made;
}
