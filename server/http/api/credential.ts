import type { Request } from 'express';
import { unauthorized } from '../problem.ts';
import type { InstallCredentials } from './api-deps.ts';

const BEARER = /^Bearer ([\x21-\x7e]{20,200})$/i;

/** The installation whose secret the request carries. Throws a 401 problem, the same for missing, unknown and revoked ones. */
export async function installationOf(request: Request, credentials: InstallCredentials): Promise<string> {
  const secret = BEARER.exec(request.get('authorization') ?? '')?.[1];
  const installationId = secret === undefined ? null : await credentials.installationOf(secret);
  if (installationId === null) throw unauthorized();
  return installationId;
}
