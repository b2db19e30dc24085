import { z } from 'zod';
import type { ApiAnswer, ApiCall, Route } from './api-call.ts';
import { insertRecord, visibleRecord } from './dml.ts';
import { fullId } from './ids.ts';
import { Refusal } from './refusal.ts';
import { textOf } from './values.ts';

const MOST_RECIPIENTS = 500;
const MOST_ADDRESSES = 5;

const bellSchema = z.strictObject({
  customNotifTypeId: z.string(),
  recipientIds: z.array(z.string()).min(1).max(MOST_RECIPIENTS),
  title: z.string().min(1).max(250),
  body: z.string().min(1).max(750),
  targetId: z.string().nullish(),
  targetPageRef: z.string().nullish(),
  senderId: z.string().nullish(),
});

const mailSchema = z.strictObject({
  emailAddresses: z.string().optional(),
  emailAddressesArray: z.array(z.string()).optional(),
  emailSubject: z.string().min(1),
  emailBody: z.string().min(1),
  senderType: z.enum(['CurrentUser', 'DefaultWorkflowUser', 'OrgWideEmailAddress']).optional(),
  senderAddress: z.string().optional(),
  sendRichBody: z.boolean().optional(),
  relatedRecordId: z.string().optional(),
  logEmailOnSend: z.boolean().optional(),
});

/** Runs an action once for each input. All wrong: 400. Some wrong: they say so, the others are done. */
function forEachInput(call: ApiCall, actionName: string, one: (input: unknown) => void): ApiAnswer {
  const read = z.strictObject({ inputs: z.array(z.unknown()).min(1) }).safeParse(call.body);
  if (!read.success) throw new Refusal(400, 'INVALID_API_INPUT', 'A list of inputs was expected');
  const results = read.data.inputs.map((input) => {
    try {
      call.org.store.transaction(() => one(input));
      return { actionName, errors: null, isSuccess: true, outputValues: {}, sortOrder: -1, version: 1 };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const errors = [{ statusCode: error.code, message: error.message, fields: error.fields }];
      return { actionName, errors, isSuccess: false, outputValues: null, sortOrder: -1, version: 1 };
    }
  });
  return { status: results.some((result) => result.isSuccess) ? 200 : 400, body: results };
}

function checked<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const message = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Refusal(400, 'INVALID_API_INPUT', message);
}

function ring(call: ApiCall, input: unknown): void {
  const { org, access } = call;
  if (!access.hasUser('SendCustomNotifications') && !access.hasUser('ModifyAllData')) {
    throw new Refusal(403, 'INSUFFICIENT_ACCESS', "You don't have permission to send custom notifications");
  }
  const bell = checked(bellSchema, input);
  const type = org.store.get('CustomNotificationType', fullId(bell.customNotifTypeId) ?? '');
  if (type === undefined) throw new Refusal(400, 'INVALID_API_INPUT', 'The custom notification type does not exist');
  if ((bell.targetId ?? null) === null && (bell.targetPageRef ?? null) === null) {
    throw new Refusal(400, 'INVALID_API_INPUT', 'A targetId or a targetPageRef is needed');
  }
  const recipientIds = bell.recipientIds.map((id) => {
    const full = fullId(id) ?? '';
    const known = org.store.get('User', full) ?? org.store.get('Group', full);
    if (known === undefined) throw new Refusal(400, 'INVALID_API_INPUT', `There is no recipient ${id}`);
    return full;
  });
  const targetId = fullId(bell.targetId ?? '');
  call.actions.notifications.push({ title: bell.title, body: bell.body, recipientIds, targetId });
}

function mail(call: ApiCall, input: unknown): void {
  const sent = checked(mailSchema, input);
  const to = [...(sent.emailAddresses ?? '').split(','), ...(sent.emailAddressesArray ?? [])]
    .map((address) => address.trim())
    .filter((address) => address !== '');
  if (to.length === 0 || to.length > MOST_ADDRESSES) {
    throw new Refusal(400, 'INVALID_API_INPUT', `One to ${String(MOST_ADDRESSES)} addresses are needed`);
  }
  const bad = to.find((address) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address));
  if (bad !== undefined) throw new Refusal(400, 'INVALID_EMAIL_ADDRESS', `Email address is invalid: ${bad}`);
  const { org, access } = call;
  const object = org.schema.object('EmailMessage');
  const caseObject = org.schema.object('Case');
  if (sent.logEmailOnSend === true && object !== undefined && caseObject !== undefined) {
    const ParentId = textOf(visibleRecord(org, access, caseObject, sent.relatedRecordId ?? '')['Id']);
    const fields = {
      ParentId,
      Status: '3',
      Subject: sent.emailSubject,
      TextBody: sent.emailBody,
      ToAddress: to.join('; '),
    };
    insertRecord(org, access, object, fields);
  }
  call.actions.mails.push({ to, subject: sent.emailSubject, body: sent.emailBody });
}

export const ACTION_ROUTES: readonly Route[] = [
  {
    name: 'action',
    methods: ['POST'],
    pattern: /^\/actions\/standard\/customNotificationAction\/?$/,
    handle: (call) => forEachInput(call, 'customNotificationAction', (input) => ring(call, input)),
  },
  {
    name: 'action',
    methods: ['POST'],
    pattern: /^\/actions\/standard\/emailSimple\/?$/,
    handle: (call) => forEachInput(call, 'emailSimple', (input) => mail(call, input)),
  },
];
