import { describe, expect, it } from '@jest/globals';
import { isOlder, openSqliteConnection } from './connection.ts';

describe('the SQLite that Node.js brings', () => {
  it.each(['3.51.2', '3.50.9', '3.9.99', '2.99.99', '3.51', ''])('is too old when it is %p', (version) => {
    expect(isOlder(version)).toBe(true);
  });

  it.each(['3.51.3', '3.51.10', '3.52.0', '4.0.0', '3.53.4'])('is fine when it is %p', (version) => {
    expect(isOlder(version)).toBe(false);
  });
});

describe('a connection that writes', () => {
  it('keeps foreign keys and forgets no statement before 500 others', () => {
    const connection = openSqliteConnection(':memory:', 'write');
    expect(connection.get('pragma foreign_keys', [])).toEqual({ foreign_keys: 1 });
    expect(connection.get('pragma synchronous', [])).toEqual({ synchronous: 2 });
    for (let n = 0; n < 600; n += 1) expect(connection.get(`select ${n} as n`, [])).toEqual({ n });
    expect(connection.statements()).toHaveLength(500);
    expect(connection.get('select 0 as n', [])).toEqual({ n: 0 });
    connection.close();
  });
});
