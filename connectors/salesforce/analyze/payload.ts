/** Fields of one object that a program writes or reads; `Owner.Email` is a field of another object on the way. */
export type Payload = {
  readonly object: string;
  readonly what: 'written' | 'read';
  readonly fields: readonly string[];
};

/** The payload as a statement of Apex, which is checked against Salesforce's objects when it is compiled. */
export function apexOf({ object, what, fields }: Payload): string {
  if (what === 'written')
    return `{ Object made = new ${object}(${fields.map((name) => `${name} = null`).join(', ')}); }`;
  const reads = fields.map((name, at) => `Object value${at} = row.${name};`);
  return `{ ${object} row = null; ${reads.join(' ')} }`;
}
