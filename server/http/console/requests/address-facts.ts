import type { AddressSource } from '../../../../core/session-request/values.ts';
import type { RequestView } from '../../../../core/view/request-view.ts';
import type { Visit } from '../visit.ts';
import type { ShowAddress } from '../words.ts';

/** The address with where it came from, and those that may be the end user's device; empty for none. */
export function addressFacts(
  { address, addressSource, proposals }: RequestView,
  visit: Visit,
  showAddress: ShowAddress,
): { readonly address: string; readonly proposed: string } {
  const told = (one: string, source: AddressSource | null, name: string): string =>
    [showAddress(one), sourceWord(source, name, visit)].filter(Boolean).join(' · ');
  return {
    address: address === null ? '' : told(address, addressSource, ''),
    proposed: proposals.map((one) => told(one.address, one.source, one.name)).join('; '),
  };
}

function sourceWord(source: AddressSource | null, name: string, { texts }: Visit): string {
  if (source === null) return '';
  return name === ''
    ? texts.t(`console.fact.addressSource.${source}`)
    : texts.t('console.fact.addressSource.asset-named', { name });
}
