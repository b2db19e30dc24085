import type { ConsoleDeps } from '../console-deps.ts';
import type { FieldSpec } from '../form-view.ts';
import type { SignedInVisit } from '../visit.ts';

/** The field with one's own devices at the remote tool. */
export async function devicesSpecs(deps: ConsoleDeps, { texts, person }: SignedInVisit): Promise<readonly FieldSpec[]> {
  const own = await deps.people.agentDevices.of(person.id);
  return [
    {
      kind: 'textarea',
      name: 'devices',
      label: texts.t('console.account.devicesField'),
      value: own.map(deps.remoteTool.showAddress).join('\n'),
    },
  ];
}
