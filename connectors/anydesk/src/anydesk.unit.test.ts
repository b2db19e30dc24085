import { describeRemoteTool } from '../../../test/contracts/remote-tool.ts';
import { anydesk } from './anydesk.ts';

describeRemoteTool('AnyDesk', anydesk, {
  typed: [
    ['123 456 789', '123456789'],
    ['Your ID: 1 876 365 234', '1876365234'],
    ['Support@AD', 'support@ad'],
  ],
  clients: [
    { kind: 'standard' },
    { kind: 'custom-1', prefix: 'abc12345' },
    { kind: 'custom-1-msi', prefix: 'abc12345' },
    { kind: 'custom-2', prefix: 'abc12345' },
    { kind: 'custom-2-msi', prefix: 'abc12345' },
  ],
  foreign: { kind: 'url-template', template: 'rustdesk://{address}' },
});
