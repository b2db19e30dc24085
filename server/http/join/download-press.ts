import type { Request } from 'express';
import { z } from 'zod';
import { commandRequest } from '../../../core/use-cases/command-request.ts';
import { pressOf } from '../press.ts';
import { nothing, type Reply } from '../reply.ts';
import type { Devices } from './devices.ts';
import type { JoinDeps } from './join-deps.ts';
import { openLink } from './open-link.ts';
import type { PageNonces } from './page-nonce.ts';

const pressed = z.strictObject({ nonce: z.string().max(80) });

/**
 * The page tells that its download was pressed. It moves nothing and allows nothing: from now on the account of the remote tool is asked for
 * a client that comes online, where the installation wants that.
 */
export async function downloadPress(
  deps: JoinDeps,
  { nonces, devices }: { readonly nonces: Pick<PageNonces, 'isFresh'>; readonly devices: Pick<Devices, 'nameOf'> },
  request: Request,
): Promise<Reply> {
  const opened = await openLink(deps, String(request.params['token']));
  if (opened === null) return nothing(404);
  if (pressOf(request, deps.publicUrl) === 'foreign') return nothing(403);
  const form = pressed.safeParse(request.body ?? {}).data;
  if (form === undefined || !nonces.isFresh(form.nonce, opened.request.id, opened.now)) return nothing(403);
  if (opened.installation.settings.findsNewClient !== true) return nothing(204);
  await commandRequest(deps.core, {
    requestId: opened.request.id,
    command: { type: 'note-download', actor: { kind: 'recipient' }, device: devices.nameOf(request.get('cookie')) },
    person: null,
    installationId: null,
    expectedVersion: null,
    envelope: null,
  });
  return nothing(204);
}
