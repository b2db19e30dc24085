import { COMMAND_RULES } from '../../../core/session-request/rules.ts';
import { STATUSES } from '../../../core/session-request/states.ts';
import { type Actor, DEFAULT_SETTINGS, type LifecycleSettings } from '../../../core/session-request/values.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../builders/times.ts';
import { type Attempt, COMMANDS, type From, type Move } from './attempts.ts';

const COLUMNS: readonly From[] = ['none', ...STATUSES];

/** Command by status: the status it leads to, or why it is refused. */
export function commandTable(attempts: readonly Attempt[]): string {
  const rows = COMMANDS.map((command) => [
    `\`${command}\``,
    ...STATUSES.map((from) => cell(attempts.filter((each) => each.command === command && each.from === from))),
  ]);
  return table(['Command', ...STATUSES], rows);
}

function cell(attempts: readonly Attempt[]): string {
  const reached = STATUSES.filter((status) => attempts.some((each) => each.to === status));
  if (reached.length > 0) {
    return reached.map((to) => (to === attempts[0]?.from ? 'stays' : `**${to}**`)).join(' or ');
  }
  return unique(attempts.map((each) => each.refusal))
    .map((reason) => `\`${reason}\``)
    .join(', ');
}

/** What can be done before there is a request. */
export function firstCommands(attempts: readonly Attempt[]): string {
  const first = attempts.filter((each) => each.from === 'none' && each.to !== null);
  return unique(first.map((each) => each.command))
    .map((command) => `\`${command}\``)
    .join(', ');
}

const WHO: Record<Actor['kind'], string> = {
  agent: 'support agent',
  recipient: 'recipient',
  'remote-tool': 'AnyDesk (its API, or a signed webhook)',
  'help-desk': 'help desk',
  system: 'the system',
};

/** Who may give a command, and what can still stand against it where the status is right. */
export function whoTable(attempts: readonly Attempt[]): string {
  const rows = COMMANDS.map((command) => {
    const rule = COMMAND_RULES[command];
    const fitting = attempts.filter((each) => each.command === command && rule.from.includes(each.from));
    const against = unique(fitting.map((each) => each.refusal)).map((reason) => `\`${reason}\``);
    return [`\`${command}\``, rule.who.map((kind) => WHO[kind]).join(', '), against.join(', ')];
  });
  return table(['Command', 'Who', 'May still be refused as'], rows);
}

/** Event by event: from which status to which. */
export function eventTable(moves: readonly Move[]): string {
  const rows = unique(moves.map((move) => move.event)).map((event) => {
    const own = moves.filter((move) => move.event === event);
    const stays = COLUMNS.filter((from) => own.some((move) => move.from === from && move.to === from));
    const leads = COLUMNS.flatMap((from) =>
      STATUSES.filter((to) => to !== from && own.some((move) => move.from === from && move.to === to)).map((to) =>
        from === 'none' ? `new → ${to}` : `${from} → ${to}`,
      ),
    );
    return [`\`${event}\``, leads.join('<br>'), stays.join(', ')];
  });
  return table(['Event', 'Leads from → to', 'Leaves the status as it is'], rows);
}

type Time = Exclude<
  keyof LifecycleSettings,
  'channels' | 'callBacks' | 'workingHours' | 'remindBeforeMs' | 'nobodyCameTells'
>;

const TIMES: Record<Time, string> = {
  defaultExpiryMs: 'Expiry when none is chosen, counted from the start',
  longestExpiryMs: 'Latest expiry that can be chosen, counted from the start',
  expiryGraceMs: 'How long past its expiry a request waits for a recipient who is on the page',
  lapseWithoutPresenceMs: 'Access lapses when the recipient was not seen for this long',
  lapseAfterAllowMs: 'Access lapses this long after Allow, seen or not',
  presenceMs: 'Seen within this counts as on the page',
  askAgainAfterMs: 'The agent may ask for access again after this',
  unansweredAfterMs: 'No session this long after Connect: the agent is told the usual causes',
  autoCloseAfterSessionMs: 'A session that ended may be taken up again for this long; then the request closes',
  askEndAfterMs: 'A session nobody watches: the agent is asked whether it is over',
  endNotObservedAfterMs: 'A session nobody watches: the request closes, its duration an estimate',
  sameLinkWithinMs: 'Reopened within this, the same link works again; later there is a new one',
  closeAfterTicketClosedMs: 'Open and Waiting requests close this long after their ticket',
  newLinkAgainAfterMs: 'The recipient may ask for a new link again after this',
  callBackAgainAfterMs: 'The recipient may ask again to be called after this',
  joinOpensBeforeMs: 'A scheduled request can be joined this long before its start',
  nobodyCameAfterMs:
    'Ready, and nobody comes: told to the agent in charge, after as long again to the queue, then to the admins',
  rateWithinMs: 'The recipient may rate a session this long after its end',
};

/** The default times and their settings. */
export function timesTable(): string {
  const names = Object.keys(TIMES) as Time[];
  const reminders = DEFAULT_SETTINGS.remindBeforeMs.map(duration).join(', ');
  return table(
    ['Setting', 'Default', 'Meaning'],
    [
      ...names.map((name) => [`\`${name}\``, duration(DEFAULT_SETTINGS[name]), TIMES[name]]),
      ['`remindBeforeMs`', reminders, 'The recipient of a scheduled request is reminded this long before its start'],
      [
        '`nobodyCameTells`',
        DEFAULT_SETTINGS.nobodyCameTells.join(', '),
        'Who is told that nobody comes, one after the other',
      ],
      ['`callBacks`', 'yes', 'The recipient may ask to be called'],
      ['`workingHours`', 'always open', 'A usual expiry in closed hours moves to the end of the next working day'],
    ],
  );
}

function duration(ms: number): string {
  if (ms > DAY && ms % DAY === 0) return `${ms / DAY} days`;
  if (ms >= HOUR && ms % HOUR === 0) return `${ms / HOUR} h`;
  if (ms % MINUTE === 0) return `${ms / MINUTE} min`;
  return `${ms / SECOND} s`;
}

function unique<Value>(values: readonly (Value | null)[]): Value[] {
  return [...new Set(values.filter((value) => value !== null))];
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
