import { z } from 'zod';

/** `true`, `"true"`: the SOAP and the REST form of the same answer. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .catch(false)
  .default(false);
const text = z.string().catch('').default('');
/** One element comes without a list around it. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .union([z.array(item), item.transform((one) => [one])])
    .nullish()
    .transform((items): z.output<Item>[] => items ?? []);

const component = z.object({
  fullName: text,
  componentType: text,
  fileName: text,
  created: flag,
  changed: flag,
  deleted: flag,
  problem: z.string().nullish().catch(null),
  problemType: z.string().nullish().catch(null),
  lineNumber: z.coerce.number().nullish().catch(null),
});

/** What the Metadata API tells of a deployment, whoever asked for it. Whether it succeeded must be said; the rest may be missing. */
export const deployResult = z.object({
  id: text,
  status: text,
  success: z.union([z.boolean(), z.enum(['true', 'false']).transform((told) => told === 'true')]),
  errorMessage: z.string().nullish().catch(null),
  details: z
    .object({ componentSuccesses: listOf(component), componentFailures: listOf(component) })
    .nullish()
    .transform((details) => details ?? { componentSuccesses: [], componentFailures: [] }),
});

export type DeployResult = z.output<typeof deployResult>;
export type DeployedComponent = z.output<typeof component>;

/** How a deployment ended: with the org's result, or before the org had one. */
export type DeployEnd =
  | { readonly kind: 'result'; readonly result: DeployResult }
  | { readonly kind: 'no-result'; readonly because: string };

/** Reads a result; anything that is none becomes a sentence. */
export function readDeployResult(value: unknown): DeployEnd {
  const read = deployResult.safeParse(value);
  if (read.success) return { kind: 'result', result: read.data };
  return {
    kind: 'no-result',
    because:
      'The answer did not say how the deployment ended. Look at Deployment Status in Setup before you deploy again.',
  };
}
