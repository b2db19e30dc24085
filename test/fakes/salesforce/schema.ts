export const FIELD_TYPES = [
  'id',
  'string',
  'textarea',
  'picklist',
  'reference',
  'boolean',
  'datetime',
  'date',
  'double',
  'int',
  'email',
  'phone',
  'url',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export type FieldDef = {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters for texts; 0 for others. */
  readonly length: number;
  /** Digits before and after the point; null for others than numbers. */
  readonly digits: { readonly whole: number; readonly fraction: number } | null;
  /** Needed at insert, whoever inserts. */
  readonly required: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  /** Whether permission sets decide who may read and write it; false: whoever has the object has it. */
  readonly permissionable: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly caseSensitive: boolean;
  /** Long texts cannot be filtered by. */
  readonly filterable: boolean;
  readonly picklist: { readonly values: readonly string[]; readonly restricted: boolean } | null;
  readonly reference: ReferenceDef | null;
  /** A literal, or a formula such as `$Organization.Id`; null: none. */
  readonly defaultValue: string | null;
  /** `SRQ-{000000}`; null for fields that are no auto-number. */
  readonly autoNumber: string | null;
  /** Worked out anew whenever the record changes; null for fields that hold what was given. */
  readonly formula: string | null;
};

export type ReferenceDef = {
  readonly to: readonly string[];
  /** `Case__r`, `CreatedBy`; null when queries cannot follow it. */
  readonly relationship: string | null;
  /** `Session_Requests` (queried as `Session_Requests__r` when custom); null: none. */
  readonly children: string | null;
  readonly masterDetail: boolean;
  /** Records may be added by who can only read the master. */
  readonly masterReadIsEnough: boolean;
  readonly reparentable: boolean;
};

export type ValidationRule = {
  readonly name: string;
  readonly active: boolean;
  /** A record for which it is true is refused. */
  readonly formula: string;
  readonly message: string;
  readonly field: string | null;
};

/** Who sees which records: everybody, by owner, with the parent record named, or nobody but who may see all. */
export type Sharing =
  | { readonly kind: 'public' }
  | { readonly kind: 'owner' }
  | { readonly kind: 'parent'; readonly field: string };

export type ObjectDef = {
  readonly name: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly keyPrefix: string;
  readonly custom: boolean;
  /** Platform events are published, never stored. */
  readonly isEvent: boolean;
  readonly sharing: Sharing;
  readonly fields: ReadonlyMap<string, FieldDef>;
  readonly rules: readonly ValidationRule[];
};

export type ObjectPermission = {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
};

/** A permission set, or the profile of a user: what it opens. */
export type PermissionSet = {
  readonly name: string;
  readonly label: string;
  readonly objects: ReadonlyMap<string, ObjectPermission>;
  /** By `Object.Field`. */
  readonly fields: ReadonlyMap<string, { readonly read: boolean; readonly edit: boolean }>;
  readonly custom: ReadonlySet<string>;
  readonly user: ReadonlySet<string>;
};

/** A flow that publishes an event when a record was made. */
export type Flow = {
  readonly object: string;
  readonly creates: string;
  /** By field: `$Record.Id` and its like, or a text. */
  readonly values: Readonly<Record<string, string>>;
};

/** What was deployed to an org, on top of the standard objects. */
export type Deployed = {
  readonly objects: readonly ObjectDef[];
  /** Fields that a customer adds to objects which every org has. */
  readonly addedFields: readonly { readonly object: string; readonly fields: readonly FieldDef[] }[];
  readonly permissionSets: readonly PermissionSet[];
  readonly customPermissions: readonly string[];
  readonly notificationTypes: readonly string[];
  /** Objects whose changes are told on `/data/…ChangeEvent`. */
  readonly changeEvents: readonly string[];
  readonly flows: readonly (Flow & { readonly name: string })[];
};

/** Objects by name, upper and lower case alike. */
export type Schema = {
  object(name: string): ObjectDef | undefined;
  objects(): readonly ObjectDef[];
  put(object: ObjectDef): void;
};

export function createSchema(objects: readonly ObjectDef[]): Schema {
  const byName = new Map(objects.map((one) => [one.name.toLowerCase(), one]));
  return {
    object: (name) => byName.get(name.toLowerCase()),
    objects: () => [...byName.values()],
    put: (object) => void byName.set(object.name.toLowerCase(), object),
  };
}

/** The object with these fields, too; those of the same name are replaced. */
export function withFields(object: ObjectDef, fields: readonly FieldDef[]): ObjectDef {
  return { ...object, fields: new Map([...object.fields, ...fields.map((field) => [field.name, field] as const)]) };
}

/** A field by name, upper and lower case alike. */
export function fieldOf(object: ObjectDef, name: string): FieldDef | undefined {
  const exact = object.fields.get(name);
  if (exact !== undefined) return exact;
  const wanted = name.toLowerCase();
  return [...object.fields.values()].find((field) => field.name.toLowerCase() === wanted);
}
