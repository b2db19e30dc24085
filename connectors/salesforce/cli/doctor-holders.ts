import { z } from 'zod';
import type { Answer, Finding } from '../../../core/ports/answer.ts';
import type { Send } from '../src/call.ts';
import { query, queryOne } from '../src/query.ts';
import { soql } from '../src/soql.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { describeAnswer, idRow } from '../src/wire.ts';
import { plainLine } from './plain-line.ts';

const holderRow = z.object({ AssigneeId: z.string(), Assignee: z.object({ Username: z.string() }).nullable() });
const parentRow = z.object({ ParentId: z.string() });
const AUDIT_RIGHT = 'PermissionsCreateAuditFields';
type Holders = Answer<readonly string[]>;

/** Who else could act for the server, or write records in somebody else's name. */
export async function checkHolders(send: Send): Promise<readonly Finding[]> {
  return [readServerHolders(await serverHolders(send)), await checkAudit(send)];
}

function readServerHolders(holders: Holders): Finding {
  if (holders.kind !== 'done') return unread('server permission', 'the custom permission of the server');
  const names = holders.value;
  if (names.length === 1) return wellDone('server permission', `Only ${listed(names)} may write requests.`);
  if (names.length === 0) {
    return problem(
      'server permission',
      'Nobody holds the custom permission Session_Requests_Server: nothing can be written.',
      'Assign the permission set Session_Requests_Server to the integration user.',
    );
  }
  return problem(
    'server permission',
    `${names.length} users may write requests as if they were the server: ${listed(names)}.`,
    'Take the custom permission Session_Requests_Server from everybody but the integration user.',
  );
}

/** An org has the right only once an admin has switched it on; before, asking for it is an error. */
async function checkAudit(send: Send): Promise<Finding> {
  const path = '/sobjects/PermissionSet/describe';
  const described = await send({ method: 'GET', path, urgency: 'read', effect: 'read' });
  const fields = described.kind === 'done' ? (describeAnswer.safeParse(described.value.json).data?.fields ?? []) : [];
  if (fields.length > 0 && !fields.some(({ name }) => name === AUDIT_RIGHT)) {
    return wellDone('audit fields', 'Nobody can make a record in the name of somebody else: that is switched off.');
  }
  return readAuditHolders(await auditHolders(send));
}

function readAuditHolders(holders: Holders): Finding {
  if (holders.kind !== 'done') return unread('audit fields', '"Set Audit Fields upon Record Creation"');
  const names = holders.value;
  if (names.length === 0) return wellDone('audit fields', 'Nobody can make a record in the name of somebody else.');
  return warning(
    'audit fields',
    `"Set Audit Fields upon Record Creation" is held by ${listed(names)}: they could give commands in an agent's name.`,
    'Take the right away when the data import it was given for is over.',
  );
}

function unread(check: string, what: string): Finding {
  return warning(
    check,
    `Who holds ${what} could not be read.`,
    'Assign Session_Requests_Access_Reader to the integration user for this check, or look in Setup.',
  );
}

async function serverHolders(send: Send): Promise<Holders> {
  const permission = await queryOne(
    send,
    soql`SELECT Id FROM CustomPermission WHERE DeveloperName = 'Session_Requests_Server' LIMIT 1`,
    idRow,
  );
  if (permission.kind !== 'done') return permission;
  if (permission.value === null) return { kind: 'done', value: [] };
  const sets = await query(
    send,
    soql`SELECT ParentId FROM SetupEntityAccess WHERE SetupEntityId = ${permission.value.Id} LIMIT 200`,
    parentRow,
  );
  if (sets.kind !== 'done') return sets;
  const setIds = [...new Set(sets.value.rows.map(({ ParentId: id }) => id))];
  if (setIds.length === 0) return { kind: 'done', value: [] };
  return holdersOf(
    send,
    soql`
    SELECT AssigneeId, Assignee.Username FROM PermissionSetAssignment
    WHERE Assignee.IsActive = true AND PermissionSetId IN ${setIds}`,
  );
}

/** Profiles count too: each has a permission set of its own, to which its users are assigned. */
async function auditHolders(send: Send): Promise<Holders> {
  return holdersOf(
    send,
    soql`
    SELECT AssigneeId, Assignee.Username FROM PermissionSetAssignment
    WHERE Assignee.IsActive = true AND PermissionSet.PermissionsCreateAuditFields = true`,
  );
}

async function holdersOf(send: Send, text: string): Promise<Holders> {
  const answer = await query(send, text, holderRow);
  if (answer.kind !== 'done') return answer;
  const names = answer.value.rows.map(({ Assignee, AssigneeId }) => Assignee?.Username ?? AssigneeId);
  return { kind: 'done', value: [...new Set(names)].toSorted() };
}

const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return plainLine(names.slice(0, MOST_NAMED).join(', ')) + more;
}
