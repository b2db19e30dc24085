import { SYSTEMS, type System } from '../../../core/session-request/readiness.ts';
import type { Downloads } from '../../../core/ports/installation.ts';

export type Download = {
  readonly system: System;
  readonly href: string;
  /** Shown beside the link, so that a person sees where the file comes from. */
  readonly host: string;
  /** The admin's own client, not AnyDesk's usual one. */
  readonly isOwn: boolean;
};

/** AnyDesk's own page offers the client that fits the browser that asks. */
const USUAL = 'https://anydesk.com/downloads';

/** Where the client for this system is, and the admin's own ones for the others. */
export function downloadsFor(system: System, own: Downloads = {}) {
  const others = SYSTEMS.filter((one) => one !== system).map((one) => downloadOf(one, own));
  return {
    system,
    download: downloadOf(system, own),
    others: others.filter(({ isOwn }) => isOwn),
    // What AnyDesk itself gives runs as it is; an admin may give a package that has to be installed.
    windowsText: isInstaller(own.windows) ? 'join.prepare.windowsInstaller' : 'join.prepare.windows',
  };
}

function isInstaller(href: string | undefined): boolean {
  return href !== undefined && new URL(href).pathname.toLowerCase().endsWith('.msi');
}

function downloadOf(system: System, own: Downloads): Download {
  const chosen = system === 'other' ? undefined : own[system];
  const href = chosen ?? USUAL;
  return { system, href, host: new URL(href).host, isOwn: chosen !== undefined };
}
