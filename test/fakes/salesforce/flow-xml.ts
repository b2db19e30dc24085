import { partsIn, textIn } from './metadata-xml.ts';
import type { Xml } from './metadata-xml.ts';
import type { Flow } from './schema.ts';

/** A flow that publishes one event after a record was made. Null for an inactive one; throws on flows this org cannot run. */
export function flowFromXml(name: string, xml: Xml): Flow | null {
  if (textIn(xml, 'status') !== 'Active') return null;
  const start = partsIn(xml, 'start')[0] ?? {};
  const creates = partsIn(xml, 'recordCreates');
  const [first] = creates;
  const fits = textIn(start, 'triggerType') === 'RecordAfterSave' && textIn(start, 'recordTriggerType') === 'Create';
  const next = textIn(partsIn(start, 'connector')[0] ?? {}, 'targetReference');
  if (!fits || first === undefined || creates.length > 1 || next !== textIn(first, 'name')) {
    throw new Error(`Flow ${name}: this org runs flows that make one record after another was made`);
  }
  if (partsIn(start, 'filters').length > 0 || textIn(start, 'filterFormula') !== null) {
    throw new Error(`Flow ${name}: this org knows no entry conditions`);
  }
  const values = partsIn(first, 'inputAssignments').map((one): [string, string] => {
    const value = partsIn(one, 'value')[0] ?? {};
    return [textIn(one, 'field') ?? '', textIn(value, 'elementReference') ?? textIn(value, 'stringValue') ?? ''];
  });
  return {
    object: textIn(start, 'object') ?? '',
    creates: textIn(first, 'object') ?? '',
    values: Object.fromEntries(values),
  };
}
