import { layFoundation } from '../composition/foundation.ts';
import { readConfig } from '../config.ts';
import { askRunningServer } from '../operator/ask-running-server.ts';

/** Prints a fresh one-time link for the first admin. */
export async function admin(): Promise<void> {
  const config = readConfig();
  const answer = (await askRunningServer<{ readonly url: string | null }>(config, 'first-admin')) ?? {
    url: await linkWithoutServer(config),
  };
  if (answer.url === null) {
    console.log('There is an admin already. Admins invite others in the console under People.');
    return;
  }
  console.log(`Make the first admin account (the link works once, for 24 hours):\n  ${answer.url}`);
}

async function linkWithoutServer(config: ReturnType<typeof readConfig>): Promise<string | null> {
  const foundation = await layFoundation(config);
  try {
    const token = await foundation.people.entrance.firstAdminToken();
    return token === null ? null : `${config.publicUrl}/console/first-admin/${token}`;
  } finally {
    await foundation.close();
  }
}
