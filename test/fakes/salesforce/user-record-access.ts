import type { Query } from '@jetstreamapp/soql-parser-js';
import { accessOf, type Access } from './access.ts';
import type { Org } from './org.ts';
import { canChange, canSee } from './sharing.ts';
import { malformed } from './soql-faults.ts';
import { whereTree } from './soql-where.ts';
import type { Row } from './values.ts';

const LEVELS = ['HasReadAccess', 'HasEditAccess'] as const;

/** Who may see a record: a table that is worked out, and asked for one user and one record. Rows the asker does not see are left out. */
export function userRecordAccess(org: Org, asker: Access, query: Query): readonly unknown[] {
  const asked = equalities(query);
  const user = org.store.get('User', asked.get('UserId') ?? '');
  const found = recordOf(org, asked.get('RecordId') ?? '');
  if (asked.size !== 2 || user === undefined || found === null) return [];
  const { object, row } = found;
  if (!asker.object(object).read || !canSee(org, asker, object, row)) return [];
  const access = accessOf(org, user);
  const reads = access.object(object).read && canSee(org, access, object, row);
  const told = {
    attributes: { type: 'UserRecordAccess' },
    RecordId: row['Id'],
    HasReadAccess: reads,
    HasEditAccess: reads && access.object(object).edit && canChange(org, access, object, row),
  };
  const names = new Set(['attributes', ...fieldsOf(query)]);
  return [Object.fromEntries(Object.entries(told).filter(([name]) => names.has(name)))];
}

function fieldsOf(query: Query): readonly string[] {
  const names = (query.fields ?? []).map((one) => (one.type === 'Field' ? one.field : ''));
  const isKnown = names.every((name) => name === 'RecordId' || LEVELS.some((level) => level === name));
  return isKnown && names.includes('RecordId') ? names : malformed('SELECT RecordId and access levels');
}

function equalities(query: Query): ReadonlyMap<string, string> {
  const tree = query.where === undefined ? null : whereTree(query.where);
  const parts = tree?.kind === 'and' ? tree.parts : [];
  return new Map(
    parts.map((part) => {
      if (part.kind !== 'compare' || part.comparison.operator !== '=') {
        return malformed('UserId and RecordId are compared by =');
      }
      return [part.comparison.path.join('.'), String(part.comparison.value).replace(/^'|'$/g, '')];
    }),
  );
}

function recordOf(org: Org, id: string) {
  for (const object of org.schema.objects()) {
    const row: Row | undefined = org.store.get(object.name, id);
    if (row !== undefined && row['IsDeleted'] !== true) return { object, row };
  }
  return null;
}
