import { describe, expect, it } from '@jest/globals';
import type { RemoteClient } from '../../core/ports/installation.ts';
import type { RemoteTool } from '../../core/ports/remote-tool.ts';

/** What every adapter behind the port `RemoteTool` must do. `typed`: what people type, and the address that it means. */
export function describeRemoteTool(
  name: string,
  tool: RemoteTool,
  given: {
    readonly typed: readonly (readonly [string, string])[];
    readonly clients: readonly RemoteClient[];
    readonly foreign: RemoteClient;
  },
): void {
  describe(`${name} as a remote tool`, () => {
    it.each(given.typed)('reads %j as %j, and that as itself', (text, address) => {
      expect(tool.readAddress(text)).toBe(address);
      expect(tool.readAddress(address)).toBe(address);
      expect(tool.readAddress(tool.showAddress(address))).toBe(address);
    });

    it.each(HOSTILE)('reads no address from %j, and launches none', (text) => {
      expect(tool.readAddress(text)).toBeNull();
      for (const client of given.clients) expect(() => tool.launchUrl(text, client)).toThrow();
    });

    it('launches each address with each client by a URL that names it and runs no script', () => {
      for (const [, address] of given.typed) {
        for (const client of given.clients) {
          const url = tool.launchUrl(address, client);
          expect(decodeURIComponent(url)).toContain(address);
          expect(new URL(url).protocol).not.toMatch(/^(?:javascript|data|file|http|blob):$/);
          expect(url).toMatch(/^[\x21-\x7e]+$/);
        }
      }
    });

    it('does not launch the client of another tool', () => {
      for (const [, address] of given.typed) expect(() => tool.launchUrl(address, given.foreign)).toThrow();
    });

    it('repeats no hostile text in what it throws, which would end in a log', () => {
      for (const client of given.clients) {
        expect(() => tool.launchUrl('--with-password', client)).toThrow(
          expect.objectContaining({ message: expect.not.stringContaining('--with-password') }),
        );
      }
    });
  });
}

const HOSTILE = [
  '',
  ' ',
  '--with-password',
  '-x',
  '123456789 --with-password',
  'javascript:alert(1)',
  '../../evil',
  '123456789/x',
  '123456789?x=1',
  '123456789#x',
  '"123456789"',
  "'123456789'",
  '<b>123456789</b>',
  '$(id)',
  '123456789;calc',
  '123456789&calc',
  '123456789\n987654321',
  '\u202e123456789',
  'x'.repeat(300),
];
