import { isActive } from '../../../../core/session-request/states.ts';
import { qrPicture } from '../../../qr-picture.ts';
import type { Reply } from '../../reply.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.ts';
import { needWorker, notFound, paramOf, type SignedInVisit } from '../visit.ts';
import { type RequestContext, requestContext } from './request-context.ts';

type MadeCode = { readonly code: string; readonly expiresAt: number };

/** Ways to hand the link to somebody who is near, or on the phone: a picture to scan, a code to say. */
export async function sharePage(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  return show(await shareable(deps, visit), null);
}

/** Makes a code. It is shown once, and the one before it is void. */
export async function shareCodePost(deps: ConsoleDeps, visit: SignedInVisit): Promise<Reply> {
  const context = await shareable(deps, visit);
  return show(context, await deps.codes.make(context.stored.request));
}

async function shareable(deps: ConsoleDeps, visit: SignedInVisit): Promise<RequestContext> {
  needWorker(visit);
  const context = await requestContext(deps, visit, paramOf(visit, 'requestId'));
  if (context.settings === null || !isActive(context.stored.request)) throw notFound();
  return context;
}

async function show({ deps, visit, stored }: RequestContext, made: MadeCode | null): Promise<Reply> {
  const { request } = stored;
  const { texts, zone } = visit;
  const joinUrl = deps.links.joinUrl(request);
  const path = `/console/requests/${request.id}`;
  return consolePage(deps.pages, visit, {
    template: 'share',
    title: texts.t('console.share.title', { recipient: request.recipient.name }),
    area: 'requests',
    view: {
      number: request.number,
      backHref: path,
      codeHref: `${path}/share/code`,
      joinUrl,
      qr: await qrPicture(joinUrl),
      code: made?.code ?? null,
      until: made === null ? '' : texts.zonedTime(made.expiresAt, zone),
      address: `${new URL(deps.publicUrl).host}/join`,
    },
  });
}
