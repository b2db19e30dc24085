import express, { type Request, Router } from 'express';
import { z } from 'zod';
import type { Heard } from '../../invitations/hear-report.ts';
import { type DeliveryReport, readReport } from '../../mail/read-report.ts';
import { problem, unauthorized } from '../problem.ts';
import { json, replying } from '../reply.ts';
import { SECRET_HEADER } from './verify-webhook.ts';

export type MailReportDeps = {
  readonly isSecret: (secret: string) => Promise<boolean>;
  readonly hear: (report: DeliveryReport) => Promise<Heard>;
};

const MOST_BYTES = 2 * 1024 * 1024;
const raw = express.raw({ type: ['message/rfc822', 'application/json'], limit: MOST_BYTES });

/** What a mail service's own webhook can be turned into by a few lines of script. */
const told = z.strictObject({
  messageId: z.string().max(300),
  event: z.enum(['bounced', 'delivered']),
  status: z
    .string()
    .regex(/^[245]\.[0-9]{1,3}\.[0-9]{1,3}$/)
    .or(z.literal(''))
    .default(''),
});

/** Reports of mail servers on mails of ours: the report as it came by mail, or the same as JSON. */
export function mailReportWebhook({ isSecret, hear }: MailReportDeps): Router {
  const router = Router();
  router.post(
    '/mail/reports',
    raw,
    replying(async (request) => {
      if (!(await isSecret(request.get(SECRET_HEADER) ?? '')))
        throw unauthorized(`Send the secret of the console's page Mail in the header "${SECRET_HEADER}".`);
      const report = await reportOf(request);
      const heard = report === null ? 'not-ours' : await hear(report);
      if (heard === 'later') throw problem(503, 'not-yet', 'The mail is just being sent', 'Send the report again.');
      // A mail of any other kind may land in the same mailbox: that is no fault of its sender.
      return json(202, { noted: heard === 'noted' });
    }),
  );
  return router;
}

async function reportOf(request: Request): Promise<DeliveryReport | null> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) {
    throw problem(415, 'wrong-content-type', 'Send a mail', 'Set "Content-Type: message/rfc822", or send JSON.');
  }
  if (request.is('message/rfc822') !== false) return readReport(body);
  const parsed = told.safeParse(jsonOf(body));
  if (!parsed.success) {
    const example = 'Send {"messageId": "<…>", "event": "bounced", "status": "5.1.1"}.';
    throw problem(422, 'invalid-input', 'This is no report', example);
  }
  const { messageId, event, status } = parsed.data;
  return { messageId, outcome: event === 'bounced' ? 'failed' : 'delivered', status };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
