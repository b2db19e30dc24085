import type { ControlClient, LoggedCall } from '../../fakes/salesforce/control-client.ts';
import type { Findings } from '../shared/proof.ts';

/** Counts what an org grants for the tokens that it took away. The org forgets old calls, so it is asked now and then. */
export type SignInWatch = {
  /** Counts the calls since the last time. */
  look(): Promise<void>;
  /** Takes every token away, and counts what follows apart. */
  revoke(userId: string): Promise<void>;
  /** At most two sign-ins for each token that was taken away or refused, the first one of all included. */
  check(findings: Findings): void;
  counts(): { readonly revoked: number; readonly refused: number; readonly signIns: number };
};

/** Between one revocation and the next. */
type Window = { signIns: number; refusals: number };

export function signInWatch(control: ControlClient): SignInWatch {
  const windows: Window[] = [{ signIns: 0, refusals: 0 }];
  let seen = 0;
  const count = (call: LoggedCall): void => {
    const window = windows.at(-1);
    if (window === undefined) return;
    if (call.route === 'token') window.signIns += 1;
    if (call.fault === 'unauthorized') window.refusals += 1;
    seen = Math.max(seen, call.n);
  };
  const look = async (): Promise<void> => {
    const calls = await control.calls(seen);
    if (calls.length > 0 && calls[0]?.n !== seen + 1) throw new Error('the org forgot calls before they were counted');
    for (const call of calls) count(call);
  };
  return {
    look,
    revoke: async (userId) => {
      await look();
      await control.revoke(userId);
      windows.push({ signIns: 0, refusals: 0 });
    },
    check: (findings) => {
      for (const [index, { signIns, refusals }] of windows.entries()) {
        const most = 2 * (1 + refusals);
        findings.check(
          signIns <= most
            ? null
            : `after revocation ${index}: ${signIns} sign-ins, ${refusals} calls refused by chance`,
        );
      }
    },
    counts: () => ({
      revoked: windows.length - 1,
      refused: windows.reduce((sum, { refusals }) => sum + refusals, 0),
      signIns: windows.reduce((sum, { signIns }) => sum + signIns, 0),
    }),
  };
}
