import type { PackageFile } from './deploy-package.ts';
import { evaluatable } from './formulas.ts';
import { createSchema, fieldOf, withFields } from './schema.ts';
import type { Deployed, ObjectDef, PermissionSet, Schema } from './schema.ts';

/** Something about a package that the org does not take. */
export type Problem = {
  readonly fullName: string;
  readonly type: string;
  readonly problem: string;
  readonly line?: number;
};

/** What the org would say against this metadata, with what it has already. */
export function problemsOf(schema: Schema, known: ReadonlySet<string>, deployed: Deployed): Problem[] {
  const objects = new Map(schema.objects().map((one) => [one.name, one]));
  for (const object of deployed.objects) objects.set(object.name, object);
  const strangers: Problem[] = [];
  for (const { object: name, fields } of deployed.addedFields) {
    const object = objects.get(name);
    if (object !== undefined) objects.set(name, withFields(object, fields));
    else strangers.push({ fullName: name, type: 'CustomObject', problem: `Entity of type '${name}' cannot be found` });
  }
  const after = createSchema([...objects.values()]);
  const permissions = new Set([...known, ...deployed.customPermissions]);
  return [
    ...strangers,
    ...deployed.objects.flatMap((object) => objectProblems(after, object)),
    ...deployed.permissionSets.flatMap((set) => setProblems(after, permissions, set)),
    ...deployed.flows.flatMap((flow) => flowProblems(after, flow)),
  ];
}

function objectProblems(schema: Schema, object: ObjectDef): Problem[] {
  const problem = (text: string): Problem => ({ fullName: object.name, type: 'CustomObject', problem: text });
  const links = [...object.fields.values()].flatMap((field) =>
    (field.reference?.to ?? [])
      .filter((target) => schema.object(target) === undefined)
      .map((target) =>
        problem(`${field.name}: referenceTo value of '${target}' does not resolve to a valid sObject type`),
      ),
  );
  const rules = object.rules.flatMap((rule) => {
    const fault = evaluatable(rule.formula);
    return fault === null ? [] : [problem(`${rule.name}: ${fault}`)];
  });
  return [...links, ...rules];
}

function flowProblems(schema: Schema, flow: Deployed['flows'][number]): Problem[] {
  const missing = [flow.object, flow.creates].filter((name) => schema.object(name) === undefined);
  return missing.map((name) => ({ fullName: flow.name, type: 'Flow', problem: `We couldn't find the object ${name}` }));
}

function setProblems(schema: Schema, permissions: ReadonlySet<string>, set: PermissionSet): Problem[] {
  const problem = (text: string): Problem => ({ fullName: set.name, type: 'PermissionSet', problem: text });
  const problems = [...set.custom]
    .filter((name) => !permissions.has(name))
    .map((name) => problem(`In field: customPermission - no CustomPermission named ${name} found`));
  for (const [name, rights] of set.fields) {
    const [objectName = '', fieldName = ''] = name.split('.');
    const object = schema.object(objectName);
    const field = object === undefined ? undefined : fieldOf(object, fieldName);
    if (field === undefined) problems.push(problem(`In field: field - no CustomField named ${name} found`));
    else if (!field.permissionable) problems.push(problem(`You cannot deploy to a required field: ${name}`));
    else if (rights.edit && !field.createable && !field.updateable)
      problems.push(problem(`Field ${name} is not editable`));
  }
  for (const [name, rights] of set.objects) {
    const object = schema.object(name);
    if (object === undefined) problems.push(problem(`In field: object - no CustomObject named ${name} found`));
    else problems.push(...dependencies(schema, set, object).map(problem));
    const needsRead = rights.create || rights.edit || rights.remove || rights.viewAll;
    if (needsRead && !rights.read)
      problems.push(problem(`Permission Create ${name} depends on permission(s): Read ${name}`));
  }
  return problems;
}

/** Rights on a detail that the same permission set has to give on the master too. */
function dependencies(schema: Schema, set: PermissionSet, object: ObjectDef): string[] {
  const rights = set.objects.get(object.name);
  return [...object.fields.values()].flatMap((field) => {
    const master = schema.object(field.reference?.masterDetail === true ? (field.reference.to[0] ?? '') : '');
    if (master === undefined || rights === undefined) return [];
    const above = set.objects.get(master.name);
    if (rights.read && above?.read !== true)
      return [`Permission Read ${object.name} depends on permission(s): Read ${master.name}`];
    if (rights.viewAll && above?.viewAll !== true) {
      return [`Permission View All ${object.name} depends on permission(s): View All ${master.name}`];
    }
    return [];
  });
}

/** Files that a package brings without the package.xml naming their kind. */
export function unnamedFiles(files: readonly PackageFile[], members: ReadonlyMap<string, number>): Problem[] {
  return files
    .filter((file) => !members.has(file.type))
    .map(({ fullName, type, path }) => ({ fullName, type, problem: `${path} is not named in package.xml` }));
}
