import type { Licence } from './api-signature.ts';

export type DeskOptions = {
  /** 0: any free port. */
  readonly port: number;
  readonly apiPort: number;
  readonly recipientId: number;
  readonly recipientName: string;
  readonly agentId: number;
  readonly agentName: string;
  readonly licence: Licence;
  /** The id of the first session; absent: always the same one. */
  readonly firstSid?: number;
  /** How far a signed request's time may be off, both ways. */
  readonly skewSeconds: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
};

/** A desk with one machine for each side. The licence is the sample pair of AnyDesk's own documentation: it opens nothing. */
export const DEFAULT_OPTIONS: DeskOptions = {
  port: 0,
  apiPort: 0,
  recipientId: 518_274_963,
  recipientName: 'Recipient',
  agentId: 742_615_308,
  agentName: 'Support agent',
  licence: { licenseId: '1438129266231705', apiPassword: 'UYETICGU2CT3KES' },
  skewSeconds: 300,
  now: Date.now,
};
