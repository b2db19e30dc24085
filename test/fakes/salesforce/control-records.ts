import { accessOf, systemAccess } from './access.ts';
import type { Access } from './access.ts';
import { bodyOf, ControlFault, objectOf, rowOf } from './control-call.ts';
import type { ControlCall, ControlRoute } from './control-call.ts';
import { deleteRecord, insertRecord, undeleteRecord, updateRecord } from './dml.ts';
import { fullId } from './ids.ts';
import { readValue } from './paths.ts';
import { publishEvent } from './publish-event.ts';
import type { ObjectDef } from './schema.ts';
import { dateTimeText, textOf } from './values.ts';
import type { Row, Value } from './values.ts';

function accessFor(call: ControlCall, userId: string | undefined): Access {
  const { org } = call.parts;
  return userId === undefined ? systemAccess(org.systemUserId) : accessOf(org, rowOf(call, 'User', userId));
}

/** A record with everything in it, what follows from others too. */
function whole(call: ControlCall, object: ObjectDef, row: Row): Record<string, Value> {
  return Object.fromEntries(
    [...object.fields.values()].map((field) => [field.name, readValue(call.parts.org, object, row, field)]),
  );
}

/** What a case's page shows, deleted parts left out. */
function casePage(call: ControlCall, id: string): Record<string, unknown> {
  const caseId = textOf(rowOf(call, 'Case', id)['Id']);
  const below = (name: string, link: string): unknown[] => {
    const object = call.parts.org.schema.object(name);
    if (object === undefined) return [];
    return [...call.parts.org.store.rows(name)]
      .filter((row) => row[link] === caseId && row['IsDeleted'] === false)
      .map((row) => whole(call, object, row));
  };
  return {
    case: whole(call, objectOf(call, 'Case'), rowOf(call, 'Case', id)),
    feed: below('FeedItem', 'ParentId'),
    comments: below('CaseComment', 'ParentId'),
    tasks: below('Task', 'WhatId'),
    emails: below('EmailMessage', 'ParentId'),
    requests: below('Session_Request__c', 'Case__c'),
    commands: below('Session_Request_Command__c', 'Case__c'),
    events: below('Session_Request_Event__c', 'Case__c'),
  };
}

/** Merges a case into another as the page does: its parts move, it goes to the recycle bin and names the other. */
function mergeCase(call: ControlCall, id: string, into: string): void {
  const { org } = call.parts;
  const [loser, winner] = [rowOf(call, 'Case', id), rowOf(call, 'Case', into)];
  if (loser['Id'] === winner['Id']) throw new ControlFault(400, 'A case cannot be merged into itself.');
  const SystemModstamp = dateTimeText(org.clock.now());
  org.store.transaction(() => {
    for (const child of org.schema.objects()) {
      for (const field of child.fields.values()) {
        if (field.reference?.to.includes('Case') !== true || field.name === 'MasterRecordId') continue;
        for (const row of org.store.rows(child.name)) {
          if (row[field.name] === loser['Id'])
            org.store.put(child.name, { ...row, [field.name]: winner['Id'] ?? null, SystemModstamp });
        }
      }
    }
    org.store.put('Case', { ...loser, MasterRecordId: winner['Id'] ?? null, IsDeleted: true, SystemModstamp });
    org.store.put('Case', { ...winner, LastModifiedDate: SystemModstamp, SystemModstamp });
  });
}

export const CONTROL_RECORD_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/records',
    respond(call) {
      const object = objectOf(call, call.query.get('object') ?? '');
      return [...call.parts.org.store.rows(object.name)].map((row) => whole(call, object, row));
    },
  },
  { method: 'GET', path: '/case', respond: (call) => casePage(call, call.query.get('id') ?? '') },
  {
    method: 'POST',
    path: '/insert',
    respond(call) {
      const { object: name, fields, as } = bodyOf(call, 'insert');
      const object = objectOf(call, name);
      return whole(call, object, insertRecord(call.parts.org, accessFor(call, as), object, fields));
    },
  },
  {
    method: 'POST',
    path: '/update',
    respond(call) {
      const { object: name, id, fields, as } = bodyOf(call, 'update');
      const object = objectOf(call, name);
      return whole(call, object, updateRecord(call.parts.org, accessFor(call, as), object, id, fields));
    },
  },
  {
    method: 'POST',
    path: '/remove',
    respond(call) {
      const { object, id, as } = bodyOf(call, 'remove');
      deleteRecord(call.parts.org, accessFor(call, as), objectOf(call, object), id);
    },
  },
  {
    method: 'POST',
    path: '/restore',
    respond(call) {
      const { object, id } = bodyOf(call, 'restore');
      undeleteRecord(call.parts.org, objectOf(call, object), fullId(id) ?? '');
    },
  },
  {
    method: 'POST',
    path: '/publish',
    respond(call) {
      const { object: name, fields, as } = bodyOf(call, 'publish');
      const object = objectOf(call, name);
      if (!object.isEvent) throw new ControlFault(400, `${name} is no event.`);
      publishEvent(call.parts.org, accessFor(call, as), object, fields);
    },
  },
  {
    method: 'POST',
    path: '/merge',
    respond(call) {
      const { id, into } = bodyOf(call, 'merge');
      mergeCase(call, id, into);
    },
  },
];
