import type { Field, PermissionSet } from '../metadata-model.ts';
import type { ProjectRule } from './rule.ts';

// Who must be able to read every field of ours. The doorbell's event has its own permission set, and events have no field rights.
const COMPLETE = ['Session_Requests_Agent', 'Session_Requests_Server'];

/** An agent may write these and nothing else: what a command asks for. */
const AGENT_WRITES = ['Parameters__c', 'Panel_Version__c', 'Request_Key__c'].map(
  (name) => `Session_Request_Command__c.${name}`,
);

/** Field rights: none for fields that cannot have them (Salesforce refuses the file), one for every other field, and no more than needed. */
export const permissionFields: ProjectRule = (_, { fields, permissionSets }) =>
  permissionSets
    .flatMap((set) => [
      ...impossible(set, fields),
      ...(COMPLETE.includes(set.name) ? undecided(set, fields) : []),
      ...(set.name === 'Session_Requests_Agent' ? tooMuch(set) : []),
    ])
    .map(({ file, message }) => ({ file, message }));

function impossible(set: PermissionSet, fields: readonly Field[]) {
  const known = new Map(fields.map((field) => [pathOf(field), field]));
  return [...set.fields].flatMap(([path, { isEditable }]) => {
    const field = known.get(path);
    if (field === undefined) {
      return path.includes('__') ? [told(set, `${path} is no field of ours. Correct the name, or take it out.`)] : [];
    }
    if (field.isRequired) {
      return [
        told(set, `${path} is required, so everybody has it. Take it out: Salesforce refuses the permission set.`),
      ];
    }
    return field.formula !== null && isEditable ? [told(set, `${path} is a formula and cannot be editable.`)] : [];
  });
}

function undecided(set: PermissionSet, fields: readonly Field[]) {
  return fields
    .filter((field) => !field.isRequired && field.object.endsWith('__c') && !set.fields.has(pathOf(field)))
    .map((field) => told(set, `${pathOf(field)} is missing: nobody with this permission set would see it.`));
}

function tooMuch(set: PermissionSet) {
  return [...set.fields]
    .filter(([path, { isEditable }]) => isEditable && !AGENT_WRITES.includes(path))
    .map(([path]) => told(set, `${path} must not be editable for agents: only the server writes it.`));
}

function pathOf({ object, name }: Field): string {
  return `${object}.${name}`;
}

function told({ file }: PermissionSet, message: string) {
  return { file, message };
}
