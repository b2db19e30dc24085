import { z } from 'zod';
import type { Finding } from '../../../core/ports/answer.ts';
import type { Send } from '../src/call.ts';
import { query } from '../src/query.ts';
import { soql } from '../src/soql.ts';
import { problem, warning, wellDone } from '../../shared/verify-finding.ts';
import { PANEL_READS, PANEL_WRITES } from './panel-needs.ts';
import { plainLine } from './plain-line.ts';

const assigned = z.object({ Id: z.string() });
const fieldRow = z.object({ Field: z.string(), PermissionsRead: z.boolean(), PermissionsEdit: z.boolean() });

const objectRow = z.object({
  SobjectType: z.string(),
  PermissionsRead: z.boolean(),
  PermissionsCreate: z.boolean(),
  PermissionsEdit: z.boolean(),
  PermissionsDelete: z.boolean(),
});
type ObjectRights = z.infer<typeof objectRow>;

/** What the server answers: an agent who may write it could tell others a result that is none. */
const ANSWERED = ['Seen_At__c', 'Handled_At__c', 'Result__c', 'Result_Message__c', 'Result_Key__c'];
const COMMAND = 'Session_Request_Command__c';
const DEPLOY_AGAIN = 'Deploy the app again: it puts the permission set back to what it was.';
const MOST_NAMED = 5;

/** Whether there are agents, and whether their permission set is still as it was deployed. */
export async function checkAgents(send: Send): Promise<readonly Finding[]> {
  return [await checkAssigned(send), await checkRecords(send), await checkFields(send)];
}

async function checkAssigned(send: Send): Promise<Finding> {
  const text = soql`
    SELECT Id FROM PermissionSetAssignment
    WHERE Assignee.IsActive = true AND PermissionSet.Name = 'Session_Requests_Agent'`;
  const answer = await query(send, text, assigned);
  if (answer.kind !== 'done') return unread('agents', 'Who the agents are');
  const { length } = answer.value.rows;
  if (length > 0) return wellDone('agents', `${length} active users have the permission set of agents.`);
  return warning(
    'agents',
    'No active user has the permission set of agents: nobody sees the panel.',
    'Assign the permission set Session_Requests_Agent to your support agents.',
  );
}

async function checkRecords(send: Send): Promise<Finding> {
  const text = soql`
    SELECT SobjectType, PermissionsRead, PermissionsCreate, PermissionsEdit, PermissionsDelete FROM ObjectPermissions
    WHERE Parent.Name = 'Session_Requests_Agent' AND SobjectType IN ${Object.keys(PANEL_READS)}`;
  const answer = await query(send, text, objectRow);
  if (answer.kind !== 'done') return unread('agents’ records', 'Which records agents may read and make');
  const rights = new Map(answer.value.rows.map((row) => [row.SobjectType, row]));
  const hidden = Object.keys(PANEL_READS).filter((object) => rights.get(object)?.PermissionsRead !== true);
  if (hidden.length > 0) return problem('agents’ records', `Agents may not read ${hidden.join(', ')}.`, DEPLOY_AGAIN);
  if (rights.get(COMMAND)?.PermissionsCreate !== true) {
    return problem('agents’ records', `Agents may not make a ${COMMAND}: no press arrives.`, DEPLOY_AGAIN);
  }
  const tooMuch = [...rights.values()].filter((row) => mayTooMuch(row)).map(({ SobjectType: object }) => object);
  if (tooMuch.length > 0) {
    return problem('agents’ records', `Agents may write more than they need of ${tooMuch.join(', ')}.`, DEPLOY_AGAIN);
  }
  return wellDone('agents’ records', 'Agents may read what the panel shows, and make commands.');
}

function mayTooMuch(row: ObjectRights): boolean {
  return row.PermissionsEdit || row.PermissionsDelete || (row.PermissionsCreate && row.SobjectType !== COMMAND);
}

async function checkFields(send: Send): Promise<Finding> {
  const text = soql`
    SELECT Field, PermissionsRead, PermissionsEdit FROM FieldPermissions
    WHERE Parent.Name = 'Session_Requests_Agent' AND SobjectType IN ${Object.keys(PANEL_READS)}`;
  const answer = await query(send, text, fieldRow);
  if (answer.kind !== 'done') return unread('agents’ fields', 'Which fields agents may read and write');
  const { rows } = answer.value;
  const readable = new Set(rows.filter((row) => row.PermissionsRead).map((row) => row.Field));
  const editable = new Set(rows.filter((row) => row.PermissionsEdit).map((row) => row.Field));
  const asked = Object.entries(PANEL_READS).flatMap(([object, names]) => names.map((name) => `${object}.${name}`));
  const hidden = asked.filter((name) => !readable.has(name));
  const missing = PANEL_WRITES.filter((name) => !editable.has(`${COMMAND}.${name}`));
  const open = ANSWERED.filter((name) => editable.has(`${COMMAND}.${name}`));
  if (missing.length > 0) return fieldProblem(`Agents may not write ${listed(missing)} of commands.`);
  if (open.length > 0) return fieldProblem(`Agents may write results: ${listed(open)}.`);
  if (hidden.length > 0) return fieldProblem(`Agents may not read ${listed(hidden)}: the panel shows nothing.`);
  return wellDone('agents’ fields', 'Agents may read and write what the panel needs, and write no results.');
}

function fieldProblem(message: string): Finding {
  return problem('agents’ fields', message, DEPLOY_AGAIN);
}

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return plainLine(names.slice(0, MOST_NAMED).join(', ')) + more;
}

function unread(check: string, what: string): Finding {
  return warning(
    check,
    `${what} could not be read.`,
    'Assign Session_Requests_Access_Reader to the integration user for this check, or look in Setup.',
  );
}
