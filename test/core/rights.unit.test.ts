import { describe, expect, it } from '@jest/globals';
import { type Person, ROLES, type Role, asActor, mayAdminister, mayCommand, maySee } from '../../core/people/rights.ts';
import type { SessionRequest } from '../../core/session-request/states.ts';
import type { Actor, Assignee } from '../../core/session-request/values.ts';
import { aRequest } from '../builders/a-request.ts';
import { ANNA, BEN, BY_ANNA, BY_BEN, NETWORK_QUEUE, UNASSIGNED, assignedTo } from '../builders/people.ts';

function person(role: Role, queueIds: readonly string[] = []): Person {
  return { ...ANNA, role, queueIds };
}

function requestOf(assignee: Assignee, actor: Actor = BY_BEN): SessionRequest {
  return aRequest({ assignee, actor }).request;
}

describe('A support agent sees', () => {
  const anna = person('support-agent', ['queue-printers']);

  it.each<[string, Assignee, Actor]>([
    ['nobody’s', UNASSIGNED, BY_BEN],
    ['a colleague’s, outside any queue', assignedTo(BEN), BY_BEN],
    ['an AnyDesk client’s', { kind: 'client', address: '111222333' }, BY_BEN],
    ['one of her queue', { kind: 'queue', queueId: 'queue-printers', name: 'Printers' }, BY_BEN],
    ['a colleague’s in her queue', assignedTo(BEN, 'queue-printers'), BY_BEN],
    ['her own in another queue', assignedTo(ANNA, 'queue-network'), BY_BEN],
    ['one she made for another queue', NETWORK_QUEUE, BY_ANNA],
  ])('%s', (_what, assignee, actor) => {
    expect(maySee(anna, requestOf(assignee, actor))).toBe(true);
  });

  it.each<[string, Assignee]>([
    ['one of another queue', NETWORK_QUEUE],
    ['a colleague’s in another queue', assignedTo(BEN, 'queue-network')],
  ])('but not %s', (_what, assignee) => {
    expect(maySee(anna, requestOf(assignee))).toBe(false);
  });

  it('not even one made by a machine for another queue', () => {
    expect(maySee(anna, requestOf(NETWORK_QUEUE, { kind: 'help-desk' }))).toBe(false);
  });
});

describe('Admins and viewers', () => {
  it.each(['admin', 'viewer'] as const)('see every request (%s)', (role) => {
    expect(maySee(person(role), requestOf(NETWORK_QUEUE))).toBe(true);
    expect(maySee(person(role), requestOf(assignedTo(BEN, 'queue-network')))).toBe(true);
  });
});

describe('Of the roles', () => {
  it('all but the viewer may change requests', () => {
    expect(ROLES.filter((role) => mayCommand(person(role)))).toEqual(['admin', 'support-agent']);
  });

  it('only the admin may change settings', () => {
    expect(ROLES.filter((role) => mayAdminister(person(role)))).toEqual(['admin']);
  });
});

describe('A person as the actor of a command', () => {
  it('is known by id, name and address, and by how he was proved; nothing else goes into the log', () => {
    expect(asActor(person('admin', ['queue-network']), 'asserted')).toEqual({
      kind: 'agent',
      agent: { id: ANNA.id, name: ANNA.name, email: ANNA.email },
      proof: 'asserted',
    });
  });
});
