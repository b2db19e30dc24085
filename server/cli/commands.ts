/** A command of `session-requests`. Loaded only when called, so that `start` stays small. */
export type Command = {
  readonly summary: string;
  readonly load: () => Promise<(words: readonly string[]) => Promise<void>>;
};

export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'start',
    {
      summary: 'starts the server (PORT, DATA_DIR, DATABASE_URL, PUBLIC_URL, … from the environment)',
      load: async () => (await import('./start.ts')).start,
    },
  ],
  [
    'demo',
    {
      summary: 'walks the whole journey by program against the fakes and prints the timeline',
      load: async () => (await import('./demo.ts')).demo,
    },
  ],
  [
    'doctor',
    {
      summary: 'says what is wrong with the connections and how to mend it',
      load: async () => (await import('./doctor.ts')).doctor,
    },
  ],
  [
    'migrate',
    {
      summary: 'brings the tables of the database up to date, without starting',
      load: async () => (await import('./migrate.ts')).migrate,
    },
  ],
  [
    'admin',
    {
      summary: 'prints a one-time link with which an admin account is made',
      load: async () => (await import('./admin.ts')).admin,
    },
  ],
  [
    'privacy',
    {
      summary: 'find | export | erase | erasures | retention: what is kept of a person, and for how long',
      load: async () => (await import('./privacy.ts')).privacy,
    },
  ],
  [
    'freshservice',
    {
      summary: 'check | pack: looks the Freshservice app through, and makes the zip for Freshworks',
      load: async () => (await import('./freshservice.ts')).freshservice,
    },
  ],
  [
    'salesforce',
    {
      summary: 'deploy | doctor: sends the Salesforce app to your org, and says what is wrong there',
      load: async () => (await import('./salesforce.ts')).salesforce,
    },
  ],
]);
