import { describe, expect, it } from '@jest/globals';
import { describeRemoteTool } from '../../../test/contracts/remote-tool.ts';
import { isLaunchTemplate } from '../../../core/ports/launch-template.ts';
import { urlTemplate } from './url-template.ts';

const RUSTDESK = { kind: 'url-template', template: 'rustdesk://connection/new/{address}' } as const;
const MESH = { kind: 'url-template', template: 'https://mesh.example.com/?viewmode=11&gotonode={address}' } as const;
const NODE = 'Fj2$kQ8vXl@Zr5TbWn1YcHs9pGdUe7Ma';

describeRemoteTool('A URL template', urlTemplate, {
  typed: [
    ['123 456 789', '123456789'],
    [' 123456789 ', '123456789'],
    ['front-desk_7', 'front-desk_7'],
    [NODE, NODE],
  ],
  clients: [RUSTDESK, MESH],
  foreign: { kind: 'standard' },
});

describe('a launch by template', () => {
  it('puts the address in its place, so that no sign of it means anything in the URL', () => {
    expect(urlTemplate.launchUrl('123456789', RUSTDESK)).toBe('rustdesk://connection/new/123456789');
    expect(urlTemplate.launchUrl(NODE, MESH)).toBe(
      'https://mesh.example.com/?viewmode=11&gotonode=Fj2%24kQ8vXl%40Zr5TbWn1YcHs9pGdUe7Ma',
    );
  });
});

describe('a template', () => {
  it.each([RUSTDESK.template, MESH.template, 'dwagent:{address}', 'https://mesh.example.com:8443/#{address}'])(
    'may be %s',
    (text) => {
      expect(isLaunchTemplate(text)).toBe(true);
    },
  );

  it.each([
    ['nothing', ''],
    ['no scheme', '{address}'],
    ['no place for the address', 'rustdesk://x'],
    ['two places', 'rustdesk://{address}/{address}'],
    ['another place', 'rustdesk://{address}/{user}'],
    ['the address as scheme', '{address}://x'],
    ['script', 'javascript:open("{address}")'],
    ['script in capitals', 'JavaScript:{address}'],
    ['data', 'data:text/html,{address}'],
    ['a file', 'file:///{address}'],
    ['plain http', 'http://mesh.example.com/{address}'],
    ['the address as host', 'https://{address}/'],
    ['the address as part of the host', 'https://mesh.example.com.{address}/'],
    ['the address as user', 'https://{address}@mesh.example.com/'],
    ['a space', 'rustdesk://{address} --option'],
    ['quotes', 'rustdesk://"{address}"'],
    ['a bracket', 'rustdesk://<{address}>'],
    ['a line break', 'rustdesk://{address}\nx'],
    ['letters beyond ASCII', 'rustdesk://{address}é'],
    ['too much', `rustdesk://{address}${'x'.repeat(500)}`],
  ])('may not have %s', (_what, text) => {
    expect(isLaunchTemplate(text)).toBe(false);
  });
});
