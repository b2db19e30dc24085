export type JsonObject = { readonly [name: string]: unknown };

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

/** Every value in the document that stands under `name`, at any depth. */
function valuesOf(value: unknown, name: string): unknown[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => [...(key === name ? [child] : []), ...valuesOf(child, name)]);
}

/** Every `$ref` of the document. */
export function refsIn(document: JsonObject): readonly string[] {
  return valuesOf(document, '$ref').map(String);
}

/** What a local reference such as `#/components/schemas/Agent` points at; undefined when there is nothing. */
export function resolved(document: JsonObject, ref: string): unknown {
  if (!ref.startsWith('#/')) return undefined;
  let place: unknown = document;
  for (const name of ref.slice(2).split('/')) place = isObject(place) ? place[name] : undefined;
  return place;
}

/** Every `type` of a schema in the document; a property that is called "type" is a schema itself and no text. */
export function jsonTypesIn(document: JsonObject): readonly string[] {
  const { paths, components } = document as { paths: unknown; components: { schemas: unknown } };
  return valuesOf([paths, components.schemas], 'type')
    .flat()
    .filter((type): type is string => typeof type === 'string');
}
