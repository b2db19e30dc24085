import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** A component bundle as it lies in a package directory. */
export type Bundle = {
  readonly name: string;
  /** The file that other modules mean by `c/<name>`. */
  readonly entry: string;
  /** Where an admin may place it, such as `lightning__RecordPage`. */
  readonly targets: readonly string[];
  /** What App Builder offers to fill in, with what stands there at first. */
  readonly defaults: Readonly<Record<string, boolean | string>>;
  readonly label: string;
};

const list = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined || value === '' ? [] : [value].flat()), z.array(item));
const propertySchema = z.object({ name: z.string(), type: z.string(), default: z.string().optional() });
const metaSchema = z.object({
  LightningComponentBundle: z.object({
    isExposed: z.literal(['true', 'false']),
    masterLabel: z.string().default(''),
    targets: z.preprocess((value) => (value === '' ? {} : value), z.object({ target: list(z.string()) })).optional(),
    targetConfigs: z.object({ targetConfig: list(z.object({ property: list(propertySchema) })) }).optional(),
  }),
});
const PARSER = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false });

/** All bundles of a package directory's `lwc` folder. */
export function readBundles(lwcFolder: string): readonly Bundle[] {
  return readdirSync(lwcFolder)
    .filter((name) => statSync(join(lwcFolder, name)).isDirectory())
    .map((name) => readBundle(join(lwcFolder, name), name));
}

function readBundle(folder: string, name: string): Bundle {
  const xml: unknown = PARSER.parse(readFileSync(join(folder, `${name}.js-meta.xml`), 'utf8'));
  const { isExposed, masterLabel, targets, targetConfigs } = metaSchema.parse(xml).LightningComponentBundle;
  const properties = (targetConfigs?.targetConfig ?? []).flatMap(({ property }) => property);
  return {
    name,
    entry: join(folder, readdirSync(folder).includes(`${name}.js`) ? `${name}.js` : `${name}.css`),
    targets: isExposed === 'true' ? (targets?.target ?? []) : [],
    defaults: Object.fromEntries(properties.map((one) => [one.name, defaultOf(one)])),
    label: masterLabel,
  };
}

function defaultOf({ type, default: text = '' }: z.infer<typeof propertySchema>): boolean | string {
  return type === 'Boolean' ? text === 'true' : text;
}
