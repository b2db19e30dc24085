import type { HelpDesk } from '../../core/ports/help-desk.ts';

/** What the inbox needs of a help desk whose panels leave their commands there. */
export type InboxDesk = Pick<HelpDesk, 'commands' | 'changes' | 'doorbell' | 'identify'>;

export type InboxDesks = { of(installationId: string): Promise<InboxDesk | null> };
