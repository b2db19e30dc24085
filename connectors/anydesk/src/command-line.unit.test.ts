import { describe, expect, it } from '@jest/globals';
import type { AnyDeskClient } from '../../../core/ports/installation.ts';
import { type AgentSystem, type CommandOptions, commandLine } from './command-line.ts';

const STANDARD: AnyDeskClient = { kind: 'standard' };
const CUSTOM: AnyDeskClient = { kind: 'custom-2', prefix: 'abc12345' };
const BOTH: CommandOptions = { fileTransfer: true, fullScreen: true };

describe('the command an agent can paste', () => {
  it.each<[string, AgentSystem, AnyDeskClient, CommandOptions, string]>([
    ['on Windows', 'windows', STANDARD, {}, '"C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe" 123456789'],
    [
      'on Windows with both options',
      'windows',
      STANDARD,
      BOTH,
      '"C:\\Program Files (x86)\\AnyDesk\\AnyDesk.exe" 123456789 --file-transfer --full-screen',
    ],
    [
      'on Windows for a custom client',
      'windows',
      CUSTOM,
      { fileTransfer: true },
      '"C:\\Program Files (x86)\\AnyDesk-ad_abc12345\\AnyDesk-ad_abc12345.exe" 123456789 --file-transfer',
    ],
    ['on Linux', 'linux', STANDARD, {}, 'anydesk 123456789'],
    [
      'on Linux, where full screen is one word',
      'linux',
      STANDARD,
      BOTH,
      'anydesk 123456789 --file-transfer --fullscreen',
    ],
    ['on macOS, through the URL', 'macos', STANDARD, {}, "open 'anydesk:123456789'"],
    ['on macOS for a custom client', 'macos', CUSTOM, {}, "open 'anydesk:AnyDesk-ad_abc12345:123456789'"],
  ])('%s', (_where, system, client, options, command) => {
    expect(commandLine('123456789', client, system, options)).toBe(command);
  });

  it.each<[string, AgentSystem, AnyDeskClient, CommandOptions]>([
    ['a custom client on Linux', 'linux', CUSTOM, {}],
    ['a client from an MSI on macOS', 'macos', { kind: 'custom-2-msi', prefix: 'abc12345' }, {}],
    ['file transfer on macOS', 'macos', STANDARD, { fileTransfer: true }],
    ['full screen on macOS', 'macos', STANDARD, { fullScreen: true }],
  ])('is not offered for %s, which AnyDesk does not document', (_what, system, client, options) => {
    expect(commandLine('123456789', client, system, options)).toBeNull();
  });

  it.each<[AgentSystem]>([['windows'], ['macos'], ['linux']])('is refused for hostile text on %s', (system) => {
    const refused = expect.objectContaining({ code: 'anydesk-not-an-address' });
    expect(() => commandLine('123456789 --with-password', CUSTOM, system)).toThrow(refused);
    expect(() => commandLine("1' ; calc '", STANDARD, system)).toThrow(refused);
  });

  it.each<[AgentSystem]>([['windows'], ['macos'], ['linux']])('is refused for a hostile prefix on %s', (system) => {
    const client: AnyDeskClient = { kind: 'custom-1', prefix: 'x" & calc & "' };
    const refused = expect.objectContaining({ code: 'anydesk-not-a-prefix' });
    expect(() => commandLine('123456789', client, system)).toThrow(refused);
  });
});
