import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** An app as its folder declares it. Checked only as far as it takes to run it: the strict checks of the vendor's tool are elsewhere. */
export type AppFolder = {
  readonly dir: string;
  readonly templates: ReadonlyMap<string, Template>;
  readonly settings: Readonly<Record<string, SettingField>>;
  readonly integrations: Readonly<Record<string, Integration>>;
  /** Handler names by event, over all modules. */
  readonly events: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, { readonly timeoutMs: number }>;
  /** Pages by place: `ticket_sidebar`, `full_page_app`, … */
  readonly places: ReadonlyMap<string, { readonly url: string }>;
  readonly modules: readonly string[];
};

const templateSchema = z.looseObject({
  schema: z.looseObject({
    protocol: z.literal('https').default('https'),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    host: z.string(),
    path: z.string().startsWith('/'),
    headers: z.record(z.string(), z.string()).default({}),
    query: z.record(z.string(), z.string()).default({}),
  }),
  options: z
    .looseObject({
      maxAttempts: z.int().min(1).max(5).default(1),
      retryDelay: z.int().min(0).max(1500).default(0),
      oauth: z.string().optional(),
    })
    .default({ maxAttempts: 1, retryDelay: 0 }),
});
export type Template = z.output<typeof templateSchema>;

const settingSchema = z.looseObject({
  type: z.string(),
  required: z.boolean().default(false),
  secure: z.boolean().default(false),
  options: z.array(z.string()).optional(),
  default_value: z.unknown().optional(),
  regex: z.unknown().optional(),
});
export type SettingField = z.output<typeof settingSchema>;

const integrationSchema = z.looseObject({
  display_name: z.string().default(''),
  client_id: z.string(),
  client_secret: z.string(),
  authorize_url: z.string(),
  token_url: z.string(),
  token_type: z.enum(['account', 'agent']).default('account'),
  options: z.looseObject({ scope: z.string().optional() }).default({}),
  oauth_iparams: z.record(z.string(), settingSchema).default({}),
});
export type Integration = z.output<typeof integrationSchema>;

const manifestSchema = z.looseObject({
  'platform-version': z.string(),
  modules: z.record(
    z.string(),
    z.looseObject({
      location: z.record(z.string(), z.looseObject({ url: z.string() })).default({}),
      events: z.record(z.string(), z.looseObject({ handler: z.string() })).default({}),
      requests: z.record(z.string(), z.unknown()).default({}),
      functions: z.record(z.string(), z.looseObject({ timeout: z.number().default(5) })).default({}),
    }),
  ),
});

/** Reads an app's folder. Throws a sentence when the platform could not run it. */
export async function readAppFolder(dir: string): Promise<AppFolder> {
  const manifest = await readPart(dir, 'manifest.json', manifestSchema);
  if (!manifest['platform-version'].startsWith('3.'))
    throw new Error('manifest.json: only platform 3 is pretended here');
  const declared = await readPart(dir, 'config/requests.json', z.record(z.string(), templateSchema), {});
  const settings = await readPart(dir, 'config/iparams.json', z.record(z.string(), settingSchema), {});
  const oauth = z.object({ integrations: z.record(z.string(), integrationSchema).default({}) });
  const { integrations } = await readPart(dir, 'config/oauth_config.json', oauth, { integrations: {} });
  const modules = Object.values(manifest.modules);
  const associated = new Set(modules.flatMap((one) => Object.keys(one.requests)));
  return {
    dir,
    templates: new Map(Object.entries(declared).filter(([name]) => associated.has(name))),
    settings,
    integrations,
    events: new Map(modules.flatMap((one) => Object.entries(one.events).map(([name, { handler }]) => [name, handler]))),
    functions: new Map(
      modules.flatMap((one) =>
        Object.entries(one.functions).map(([name, { timeout }]) => [name, { timeoutMs: timeout * 1000 }]),
      ),
    ),
    places: new Map(modules.flatMap((one) => Object.entries(one.location))),
    modules: Object.keys(manifest.modules).filter((name) => name !== 'common'),
  };
}

async function readPart<Schema extends z.ZodType>(
  dir: string,
  name: string,
  schema: Schema,
  absent?: z.output<Schema>,
): Promise<z.output<Schema>> {
  const text = await readFile(join(dir, name), 'utf8').catch((error: unknown) => {
    if (absent !== undefined) return null;
    throw new Error(`${name} cannot be read`, { cause: error });
  });
  if (text === null) return absent as z.output<Schema>;
  const read = schema.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${name}: ${read.error.issues.map(issueText).join('; ')}`);
  return read.data;
}

function issueText({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return `${path.map(String).join('.')}: ${message}`;
}
