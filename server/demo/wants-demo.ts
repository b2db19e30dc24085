import { type Config, isSecure } from '../config.ts';
import type { InstallationAdmin } from '../storage/store.ts';
import { isOfDemo } from './demo-installation.ts';

/** The demo desk runs when asked for, or by itself on this machine as long as no help desk is connected. */
export async function wantsDemo(
  config: Pick<Config, 'demo' | 'publicUrl' | 'databaseUrl'>,
  installations: Pick<InstallationAdmin, 'list'>,
): Promise<boolean> {
  if (config.demo !== 'auto') return config.demo === 'on';
  if (isSecure(config)) return false;
  return (await installations.list()).every(({ installation }) => isOfDemo(installation.id));
}
