import { describe, expect, it } from '@jest/globals';
import type { Foundation } from '../composition/foundation.ts';
import { readConfig } from '../config.ts';
import { DEMO_ANYDESK_ID } from './demo-installation.ts';
import { demoIfWanted } from './demo-if-wanted.ts';

const without = (): boolean => false;

/** As much of a server as is looked at before a demo starts. */
function foundation(demo: string, said: string[]): Foundation {
  const config = readConfig({ DEMO: demo, PUBLIC_URL: 'http://localhost:3000' });
  const store = { installations: { list: async () => [] } };
  const log = { warn: (line: string) => said.push(line) };
  const people = {
    remoteAccounts: { remove: async (_by: unknown, id: string) => said.push(id) },
    smsSettings: { shown: async () => null },
  };
  return { config, store, log, people } as unknown as Foundation;
}

describe('Without the development packages', () => {
  it('a server that nobody asked for a demo goes without, and says how to get it', async () => {
    const said: string[] = [];
    expect(await demoIfWanted(foundation('auto', said), without)).toBeNull();
    expect(said).toEqual([expect.stringContaining('npm ci')]);
  });

  it('a server that was told to show the demo does not start', async () => {
    await expect(demoIfWanted(foundation('on', []), without)).rejects.toThrow(/development packages.*npm ci/);
  });

  it('a server without a demo says nothing, and lets go of the demo’s AnyDesk', async () => {
    const said: string[] = [];
    expect(await demoIfWanted(foundation('off', said), without)).toBeNull();
    expect(said).toEqual([DEMO_ANYDESK_ID]);
  });
});
