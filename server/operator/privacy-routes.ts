import { json as readJson, Router } from 'express';
import { z } from 'zod';
import { problem } from '../http/problem.ts';
import { json, replying } from '../http/reply.ts';
import type { Privacy } from '../privacy/privacy.ts';
import { readSubject, type Subject } from '../privacy/subject.ts';

const asked = z.object({ email: z.string(), phone: z.string(), closesActive: z.boolean().default(false) });

/** What the command line does with persons' data. Behind the operator's token, like all of `/operator`. */
export function privacyRoutes(privacy: Privacy): Router {
  const { erasures, retention } = privacy;
  const router = Router();
  router.use(readJson({ limit: '10kb' }));
  router.post(
    '/find',
    replying(async ({ body }) => json(200, await erasures.preview(subjectIn(body).subject))),
  );
  router.post(
    '/erase',
    replying(async ({ body }) => {
      const { subject, closesActive } = subjectIn(body);
      return json(200, await erasures.start(null, subject, closesActive));
    }),
  );
  router.post(
    '/export',
    replying(async ({ body }) => json(200, await privacy.exportOf(null, subjectIn(body).subject))),
  );
  router.post(
    '/erasures',
    replying(async () => {
      const list = await erasures.list();
      return json(200, await Promise.all(list.map(async ({ id }) => erasures.find(id))));
    }),
  );
  router.post(
    '/retention',
    replying(async () => {
      const days = await retention.read();
      return json(200, { days, wouldGo: await retention.dryRun(days) });
    }),
  );
  return router;
}

function subjectIn(body: unknown): { readonly subject: Subject; readonly closesActive: boolean } {
  const parsed = asked.safeParse(body);
  const subject = parsed.success ? readSubject(parsed.data) : null;
  if (!parsed.success || subject === null) {
    throw problem(
      422,
      'invalid',
      'That is neither an e-mail address nor a phone number',
      'Give --email, --phone, or both.',
    );
  }
  return { subject, closesActive: parsed.data.closesActive };
}
