import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

const RECONNECT_MS = 1000;

/** A connection that listens on one channel of PostgreSQL and comes back whenever it breaks. */
export type SteadyListener = {
  /** Tells all listeners of the channel; nothing happens while the connection is down. Never rejects. */
  notify(payload: string): Promise<void>;
  close(): Promise<void>;
};

export type ListenerOptions = {
  readonly databaseUrl: string;
  /** An identifier of our own: it goes into the statement as it is. */
  readonly channel: string;
  readonly hear: (payload: string) => void;
  /** Every broken connection and every try in vain. */
  readonly report: (error: unknown) => void;
};

/** Settles when it listens; rejects when the first connection fails. */
export async function openListener(options: ListenerOptions): Promise<SteadyListener> {
  const { channel, report } = options;
  const state: { client: Client | null; isClosed: boolean } = { client: null, isClosed: false };

  const connect = async (): Promise<void> => {
    const made = await listeningClient(options, (error) => {
      state.client = null;
      report(error);
      void comeBack();
    });
    if (state.isClosed) await made.end();
    else state.client = made;
  };
  const comeBack = async (): Promise<void> => {
    while (!state.isClosed && state.client === null) {
      await pause(RECONNECT_MS, undefined, { ref: false });
      if (!state.isClosed) await connect().catch(report);
    }
  };

  await connect();
  return {
    notify: async (payload) => {
      await state.client?.query('SELECT pg_notify($1, $2)', [channel, payload]).catch(report);
    },
    close: async () => {
      state.isClosed = true;
      await state.client?.end();
    },
  };
}

/** `lost` is called once, when the connection breaks later on. */
async function listeningClient(options: ListenerOptions, lost: (error: unknown) => void): Promise<Client> {
  const { databaseUrl, channel, hear } = options;
  const client = new Client({ connectionString: databaseUrl, application_name: 'session-requests changes' });
  let isReady = false;
  client.on('error', (error) => {
    // Before it is ready, the calls below reject with it.
    if (!isReady) return;
    isReady = false;
    client.end(() => undefined);
    lost(error);
  });
  client.on('notification', ({ payload = '' }) => hear(payload));
  try {
    await client.connect();
    await client.query(`LISTEN ${channel}`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  isReady = true;
  return client;
}
