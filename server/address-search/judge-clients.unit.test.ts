import { describe, expect, it } from '@jest/globals';
import { judgeClients } from './judge-clients.ts';

const may = { requestId: 'may', pressedAt: 100_000 };
const tom = { requestId: 'tom', pressedAt: 130_000 };
const client = (address: string, onlineSince: number) => ({ address, onlineSince });
const NOTHING = { found: [], unclear: [] };

describe('A client that came online', () => {
  it('is that of the only one who can have started it', () => {
    expect(judgeClients([client('111222333', 110_000)], [may])).toEqual({
      found: [{ requestId: 'may', address: '111222333' }],
      unclear: [],
    });
  });

  it('before the press is nobody’s', () => {
    expect(judgeClients([client('111222333', 99_999)], [may])).toEqual(NOTHING);
    expect(judgeClients([client('111222333', 100_000)], [may]).found).toHaveLength(1);
  });

  it('when two may have started it is nobody’s, for good', () => {
    expect(judgeClients([client('111222333', 140_000)], [may, tom])).toEqual({ found: [], unclear: ['may', 'tom'] });
  });

  it('together with a second one is nobody’s, for good', () => {
    const two = [client('111222333', 110_000), client('444555666', 112_000)];
    expect(judgeClients(two, [may])).toEqual({ found: [], unclear: ['may'] });
  });

  it('before the second person pressed is that of the first', () => {
    expect(judgeClients([client('111222333', 110_000)], [may, tom])).toEqual({
      found: [{ requestId: 'may', address: '111222333' }],
      unclear: [],
    });
  });

  it('is not given to one of two by leaving out what fits the other', () => {
    const two = [client('111222333', 110_000), client('444555666', 140_000)];
    expect(judgeClients(two, [may, tom])).toEqual({ found: [], unclear: ['may', 'tom'] });
  });

  it('is nobody’s when nobody waits', () => {
    expect(judgeClients([client('111222333', 110_000)], [])).toEqual(NOTHING);
  });
});
