import { describe, expect, it } from '@jest/globals';
import { texts } from '../../texts/texts.ts';
import { downloadsFor } from './downloads.ts';

const { lookUp } = texts('en');
const said = (windows?: string) =>
  lookUp(downloadsFor('windows', windows === undefined ? {} : { windows }).windowsText, {});

describe('a Windows computer is told of the downloaded file', () => {
  it('that it runs as it is, where it is a program', () => {
    for (const program of [
      undefined,
      'https://download.anydesk.com/AnyDesk.exe',
      'https://anydesk.com/msi/AnyDesk.exe',
    ])
      expect(said(program)).toMatch(/without being installed/);
  });

  it('that it installs, where the admin gave a package', () => {
    for (const packed of ['https://download.anydesk.com/AnyDesk.msi', 'https://anydesk.com/a/AnyDesk.MSI?v=9'])
      expect(said(packed)).toMatch(/installs AnyDesk/);
  });
});
