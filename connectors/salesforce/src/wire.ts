import { z } from 'zod';
import type { WireError } from './refusal.ts';

// Only what we read is described; what we can do without may be missing or of another type.

/** Null whatever is there instead: nothing at all, an explicit null, or something of another type. */
function orNull<Shape extends z.ZodType>(shape: Shape): z.ZodType<z.output<Shape> | null> {
  return shape
    .nullish()
    .catch(null)
    .transform((value) => value ?? null);
}

export const recordId = z.string().regex(/^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/);
const optionalId = orNull(recordId);
const text = orNull(z.string());
const flag = z.boolean().catch(false);
/** `2026-11-22T09:30:00.000+0000`: the zone has no colon, which not every reader takes. */
const moment = z
  .string()
  .transform((value) => Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .pipe(z.number());

const contact = z.object({ Name: text, Email: text, Phone: text, MobilePhone: text });
const owner = z.object({ Name: text, Email: text, Type: text, IsActive: orNull(z.boolean()) });

export const caseRow = z.object({
  Id: recordId,
  CaseNumber: z.string(),
  Subject: text,
  Status: text,
  IsClosed: flag,
  IsDeleted: flag,
  MasterRecordId: optionalId,
  SuppliedName: text,
  SuppliedEmail: text,
  SuppliedPhone: text,
  OwnerId: recordId,
  SystemModstamp: moment,
  Contact: orNull(contact),
  Owner: orNull(owner),
});
export type WireCase = z.infer<typeof caseRow>;

/** `Asset` holds the field that an admin named. */
export const caseAssetRow = z.object({ Id: recordId, Asset: orNull(z.record(z.string(), z.unknown())) });

export const userRow = z.object({ Id: recordId, Name: text, Email: text, IsActive: flag });
export type WireUser = z.infer<typeof userRow>;

export const idRow = z.object({ Id: recordId });
export const recordAccessRow = z.object({ RecordId: recordId, HasReadAccess: flag });
export const groupRow = z.object({ GroupId: recordId });
export const changedRow = z.object({ Id: recordId, SystemModstamp: moment });
export const statusRow = z.object({ MasterLabel: text, ApiName: text });
export const organizationRow = z.object({ Id: recordId, Name: text, IsSandbox: flag });
export const eventRow = z.object({ Id: recordId, Feed_Item__c: optionalId });

export const commandRow = z.object({
  Id: recordId,
  IsDeleted: flag,
  Case__c: recordId,
  Case__r: orNull(z.looseObject({ CaseNumber: text, Subject: text })),
  Request_Key__c: text,
  Type__c: text,
  Parameters__c: text,
  Client_Key__c: text,
  Org_Id__c: text,
  CreatedDate: moment,
  SystemModstamp: moment,
  CreatedById: recordId,
  CreatedBy: orNull(z.object({ Name: text, Email: text })),
});
export type WireCommand = z.infer<typeof commandRow>;

export const queryAnswer = z.object({
  done: z.boolean(),
  nextRecordsUrl: text,
  records: z.array(z.unknown()),
});

const errorItem = z
  .object({ errorCode: text, statusCode: text, fields: z.array(z.string()).catch([]) })
  .transform(({ errorCode, statusCode, fields }): WireError => ({ code: errorCode ?? statusCode ?? '', fields }));
/** An array of errors, or one alone; anything else is none. */
export const errorsBody = z.union([z.array(errorItem), errorItem.transform((error) => [error])]).catch([]);

export const createdAnswer = z.object({ id: recordId, success: z.literal(true) });
export const saveResults = z.array(
  z.object({ id: orNull(z.string()), success: z.boolean(), errors: z.array(errorItem).catch([]) }),
);
export const compositeAnswer = z.object({
  compositeResponse: z.array(z.object({ body: z.unknown(), httpStatusCode: z.int(), referenceId: z.string() })),
});
export const graphsAnswer = z.object({
  graphs: z.array(z.object({ graphId: z.string(), graphResponse: z.unknown() })),
});
export const actionAnswer = z.array(z.object({ isSuccess: z.boolean(), errors: z.array(errorItem).nullish() })).min(1);
export const describeAnswer = z.object({
  createable: flag,
  updateable: flag,
  deletable: flag,
  feedEnabled: flag,
  fields: z.array(z.object({ name: z.string(), createable: flag, updateable: flag })).catch([]),
});

/** What the token endpoint answers. The `id` ends with the ids of org and user. */
export const tokenAnswer = z.object({ access_token: z.string().min(1), instance_url: z.string(), id: text });
export const tokenRefusal = z.object({ error: text, error_description: text });
