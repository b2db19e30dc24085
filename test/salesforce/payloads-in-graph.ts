import type { Payload } from '../../connectors/salesforce/analyze/payload.ts';
import { type GraphField, parseGraph } from '../fakes/salesforce/graphql-parse.ts';

/** What a GraphQL query of a panel asks of each object: shown fields and those in conditions. */
export function payloadsInGraph(text: string): readonly Payload[] {
  const objects = parseGraph(text, {}).flatMap((api) => api.fields.flatMap((query) => query.fields));
  return objects.map(({ name, args, fields }) => ({
    object: name,
    what: 'read',
    fields: [...new Set([...shown(below(below(fields, 'edges'), 'node')), ...Object.keys(args['where'] ?? {})])],
  }));
}

function below(fields: readonly GraphField[], name: string): readonly GraphField[] {
  return fields.find((field) => field.name === name)?.fields ?? [];
}

/** A field has a value, or (an id) nothing below it; anything else is another record. */
function shown(fields: readonly GraphField[]): readonly string[] {
  return fields.flatMap((field) => {
    const isValue = field.fields.every(({ name }) => ['value', 'displayValue', 'label'].includes(name));
    return isValue ? [field.name] : shown(field.fields).map((name) => `${field.name}.${name}`);
  });
}
