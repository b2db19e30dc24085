import express, { type Request, Router } from 'express';
import type { Heard } from '../../invitations/hear-report.ts';
import { type DeliveryReport, readReport } from '../../mail/read-report.ts';
import { readServiceReports } from '../../mail/read-service-reports.ts';
import { problem, unauthorized } from '../problem.ts';
import { json, replying } from '../reply.ts';
import { SECRET_HEADER } from './verify-webhook.ts';

export type MailReportDeps = {
  readonly isSecret: (secret: string) => Promise<boolean>;
  readonly hear: (report: DeliveryReport) => Promise<Heard>;
};

const MOST_BYTES = 2 * 1024 * 1024;
const raw = express.raw({ type: ['message/rfc822', 'application/json'], limit: MOST_BYTES });

/** Reports of mail servers on mails of ours: the report as it came by mail, or what a mail service tells by its own webhook. */
export function mailReportWebhook({ isSecret, hear }: MailReportDeps): Router {
  const router = Router();
  router.post(
    '/mail/reports',
    raw,
    replying(async (request) => {
      if (!(await isSecret(secretOf(request))))
        throw unauthorized(
          `Send the secret of the console's page Mail in the header "${SECRET_HEADER}", or as the password of the address.`,
        );
      const heard: Heard[] = [];
      for (const report of await reportsOf(request)) heard.push(await hear(report));
      if (heard.includes('later'))
        throw problem(503, 'not-yet', 'The mail is just being sent', 'Send the report again.');
      // A mail of any other kind may land in the same mailbox: that is no fault of its sender.
      return json(202, { noted: heard.includes('noted') });
    }),
  );
  return router;
}

/** Services that send no headers of ours send what stands in the address: `https://reports:<secret>@...`. */
function secretOf(request: Request): string {
  const header = request.get(SECRET_HEADER);
  if (header !== undefined) return header;
  const [, credentials = ''] = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(request.get('authorization') ?? '') ?? [];
  return Buffer.from(credentials, 'base64').toString('utf8').split(':').slice(1).join(':');
}

async function reportsOf(request: Request): Promise<readonly DeliveryReport[]> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) {
    throw problem(415, 'wrong-content-type', 'Send a mail', 'Set "Content-Type: message/rfc822", or send JSON.');
  }
  if (request.is('message/rfc822') !== false) {
    const report = await readReport(body);
    return report === null ? [] : [report];
  }
  const reports = readServiceReports(jsonOf(body));
  if (reports === null) {
    const example =
      'Send {"messageId": "<…>", "event": "bounced", "status": "5.1.1"}, or the events of SendGrid or Mailgun.';
    throw problem(422, 'invalid-input', 'This is no report', example);
  }
  return reports;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
