import express, { type Request, Router } from 'express';
import type { SmsCall } from '../../../core/ports/sms.ts';
import { unauthorized } from '../problem.ts';
import { nothing, replying } from '../reply.ts';

export type SmsWebhookDeps = {
  /** Origin of our pages, without a trailing slash: the address that was signed begins with it, whatever a proxy made of the call. */
  readonly publicUrl: string;
  /** False: the call is not proved. */
  readonly hear: (call: SmsCall) => Promise<boolean>;
};

const form = express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 100 });

/** What the SMS service tells: what became of a message, and what people answered. Nothing is believed without its signature. */
export function smsWebhook(deps: SmsWebhookDeps): Router {
  const router = Router();
  router.post(
    ['/sms/status/:reference', '/sms/inbound'],
    form,
    replying(async (request) => {
      if (!(await deps.hear(callOf(request, deps.publicUrl))))
        throw unauthorized('Only what carries the signature of your SMS service is heard.');
      return nothing(204);
    }),
  );
  return router;
}

function callOf(request: Request, publicUrl: string): SmsCall {
  const body: unknown = request.body;
  const entries = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return {
    url: publicUrl + request.originalUrl,
    header: (name) => request.get(name),
    fields: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
}
