import type { Answer } from '../../../core/ports/answer.ts';
import type { Ticket } from '../../../core/ports/ticket.ts';
import type { CommandInbox, CommandPage, PanelCommand } from '../../../core/ports/panel-platform.ts';
import type { EpochMs } from '../../../core/session-request/values.ts';
import { done } from '../../shared/answers.ts';
import type { Send } from './call.ts';
import type { OrgBudget } from './call-budget.ts';
import type { HandedCases } from './handed-cases.ts';
import type { Write } from './gathered-writes.ts';
import { readUser } from './people.ts';
import { readLine } from '../../shared/plain-text.ts';
import { query } from './query.ts';
import { parseJson } from '../../shared/read-body.ts';
import { longId } from './record-id.ts';
import { settleCommands } from './settle-commands.ts';
import { soql } from './soql.ts';
import { readTicket } from './ticket.ts';
import type { WireCommand } from './wire.ts';
import { caseRow, commandRow } from './wire.ts';

export type CommandsOptions = {
  readonly send: Send;
  /** For looks alone. */
  readonly polls: Send;
  readonly writes: Write;
  readonly handed: HandedCases;
  readonly budget: Pick<OrgBudget, 'pace'>;
  readonly orgId: () => Promise<Answer<string>>;
  readonly now: () => EpochMs;
};

const PAGE_ROWS = 200;
/** A long transaction becomes visible with a time that is past already. */
const OVERLAP_MS = 10 * 60_000;
const FIRST_LOOK_BACK_MS = 24 * 60 * 60_000;

/** What agents asked for by the panel and nobody answered yet. */
export function createCommandInbox(options: CommandsOptions): CommandInbox {
  return {
    poll: (since) => poll(options, since),
    settle: (results) => settleCommands(options, results),
  };
}

async function poll(options: CommandsOptions, since: string | null): Promise<Answer<CommandPage>> {
  const { polls, budget, now } = options;
  const orgId = await options.orgId();
  if (orgId.kind !== 'done') return orgId;
  const from = readWatermark(since) ?? now() - FIRST_LOOK_BACK_MS;
  const answer = await lookFor(polls, orgId.value, from);
  if (answer.kind !== 'done') return answer;
  const { rows, deleted, serverNow } = answer.value;
  const commands = rows.map((row) => readCommand(row));
  for (const { seen } of commands) if (seen !== null) options.handed.handOver(seen.id, seen.updatedAt, serverNow);
  return done({
    commands,
    deleted,
    // Not past what waits still: should telling its result be lost, it comes again.
    watermark: new Date(rows[0]?.SystemModstamp ?? Math.max(from, serverNow)).toISOString(),
    pace: budget.pace(),
    isFull: rows.length >= PAGE_ROWS,
    now: serverNow,
  });
}

type Found = {
  readonly rows: readonly WireCommand[];
  readonly deleted: readonly string[];
  readonly serverNow: EpochMs;
};

async function lookFor(polls: Send, orgId: string, from: EpochMs): Promise<Answer<Found>> {
  const text = questionOf(orgId, from);
  const all = await query(polls, text, commandRow, { urgency: 'poll', withDeleted: true });
  if (all.kind !== 'done') return all;
  const waiting = all.value.rows.filter((row) => !row.IsDeleted);
  const deleted = all.value.rows.filter((row) => row.IsDeleted).map(({ Id: id }) => longId(id));
  const { serverNow } = all.value;
  if (deleted.length === 0 || all.value.rows.length < PAGE_ROWS) return done({ rows: waiting, deleted, serverNow });
  // Deleted ones are never answered, and so would keep younger ones from the page until these are too old to be looked for.
  const rest = await query(polls, text, commandRow, { urgency: 'poll' });
  return rest.kind === 'done' ? done({ ...rest.value, deleted }) : rest;
}

/** Commands of another org came with a copy of it: they were carried out there, or were not meant for here. */
function questionOf(orgId: string, from: EpochMs): string {
  return soql`
    SELECT Id, IsDeleted, Case__c, Case__r.CaseNumber, Case__r.Subject, Case__r.Status, Case__r.IsClosed, Case__r.IsDeleted,
      Case__r.MasterRecordId, Case__r.SuppliedName, Case__r.SuppliedEmail, Case__r.SuppliedPhone, Case__r.OwnerId,
      Case__r.Owner.Name, Case__r.Owner.Email, Case__r.Owner.IsActive, Case__r.SystemModstamp, Case__r.Contact.Name,
      Case__r.Contact.Email, Case__r.Contact.Phone, Case__r.Contact.MobilePhone, Request_Key__c, Type__c, Parameters__c, Client_Key__c,
      Org_Id__c, CreatedDate, SystemModstamp, CreatedById, CreatedBy.Name, CreatedBy.Email
    FROM Session_Request_Command__c
    WHERE SystemModstamp >= ${new Date(from - OVERLAP_MS)} AND Handled_At__c = null
      AND Org_Id__c IN ${[orgId, orgId.slice(0, 15)]}
    ORDER BY SystemModstamp, Id LIMIT ${PAGE_ROWS}`;
}

function readWatermark(text: string | null): EpochMs | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}

function readCommand(row: WireCommand): PanelCommand {
  const { CreatedById: userId, CreatedBy: user } = row;
  return {
    recordId: longId(row.Id),
    ticket: {
      id: longId(row.Case__c),
      number: readLine(row.Case__r?.CaseNumber ?? null, 40),
      subject: readLine(row.Case__r?.Subject ?? null, 300),
    },
    seen: readCase(row),
    requestId: row.Request_Key__c,
    type: row.Type__c ?? '',
    parameters: parseJson(row.Parameters__c ?? ''),
    clientKey: row.Client_Key__c ?? '',
    agent: readUser({ Id: userId, Name: user?.Name ?? null, Email: user?.Email ?? null, IsActive: true }),
    createdAt: row.CreatedDate,
    orgId: row.Org_Id__c ?? '',
  };
}

function readCase({ Case__c: id, Case__r: fields }: WireCommand): Ticket | null {
  const { success, data } = caseRow.safeParse({ ...fields, Id: id });
  return success ? readTicket(data) : null;
}
