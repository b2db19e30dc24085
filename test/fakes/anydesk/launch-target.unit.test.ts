import { describe, expect, it } from '@jest/globals';
import { launchUrl } from '../../../connectors/anydesk/src/launch-url.ts';
import type { AnyDeskClient } from '../../../core/ports/installation.ts';
import { addressInLaunchUrl, addressTyped } from './launch-target.ts';

const CLIENTS: readonly AnyDeskClient[] = [
  { kind: 'standard' },
  { kind: 'custom-1', prefix: 'abc12345' },
  { kind: 'custom-1-msi', prefix: 'abc12345' },
  { kind: 'custom-2', prefix: 'abc12345' },
  { kind: 'custom-2-msi', prefix: 'abc12345' },
];

describe('the simulated client', () => {
  it.each(CLIENTS)('takes the URL that the product makes for %j', (client) => {
    expect(addressInLaunchUrl(launchUrl('123456789', client))).toBe('123456789');
    expect(addressInLaunchUrl(launchUrl('support@ad', client))).toBe('support@ad');
  });

  it.each([
    ['anydesk:123456789 --with-password'],
    ['anydesk:--with-password'],
    ['anydesk:12345678'],
    ['anydesk://register-license?key=abc'],
    ['anydesk:AnyDesk-ad_:123456789'],
    ['anydesk:123456789:987654321'],
    ['anydesk:123456789\n'],
    ['https://anydesk.com/123456789'],
    [''],
  ])('takes no %j', (url) => {
    expect(addressInLaunchUrl(url)).toBeNull();
  });

  it('takes a typed ID with spaces, and an alias in any case', () => {
    expect(addressTyped(' 1 876 365 234 ')).toBe('1876365234');
    expect(addressTyped('Support@AD')).toBe('support@ad');
    expect(addressTyped('123456789 --file-transfer')).toBeNull();
  });
});
