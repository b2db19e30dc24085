/** The value as an object with unknown fields; an empty one when it is anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The value found by walking down the names; undefined when the way ends before. */
export function jsonAt(value: unknown, ...names: readonly string[]): unknown {
  let here = value;
  for (const name of names) here = Object.hasOwn(fieldsOf(here), name) ? fieldsOf(here)[name] : undefined;
  return here;
}

/** The fields found there; none when there is no object. */
export function entriesAt(value: unknown, ...names: readonly string[]): readonly (readonly [string, unknown])[] {
  return Object.entries(fieldsOf(jsonAt(value, ...names)));
}

/** Every text inside a value, however deep. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.values(fieldsOf(value)).flatMap(textsIn);
}
