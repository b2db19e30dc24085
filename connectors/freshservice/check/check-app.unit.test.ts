import { describe, expect, it } from '@jest/globals';
import { checkApp } from './check-app.ts';
import { BREAKAGES } from './fixtures/breaks.ts';
import { dataMethodsShape, oldShape, setupEventsShape } from './fixtures/sample-shapes.ts';
import { serviceApp } from './fixtures/service-app.ts';
import { RULES } from './rules.ts';

describe('Checking an app without the FDK', () => {
  it.each([
    ['one with everything', serviceApp()],
    ['one about set-up events, as the vendor’s samples are made', setupEventsShape()],
    ['one about reading data, as the vendor’s samples are made', dataMethodsShape()],
  ])('finds nothing in a sound app: %s', (_, app) => {
    expect(checkApp(app)).toEqual([]);
  });

  it('says of an app for platform 2.x all that has changed', () => {
    const rules = new Set(checkApp(oldShape()).map(({ rule }) => rule));
    expect([...rules]).toEqual(
      expect.arrayContaining([
        'no-old-keys',
        'platform-version',
        'engines',
        'no-type-attributes',
        'no-inline-script',
        'no-inline-handler',
        'page-client',
        'allowed-hosts',
        'lint/no-var',
        'lint/no-proxy-requests',
        'lint/no-cross-scope-assign',
      ]),
    );
  });

  it('says where and what to do', () => {
    for (const { file, message } of checkApp(oldShape())) {
      expect(file).toMatch(/^(app|config|server|manifest|README)/);
      expect(message.length).toBeGreaterThan(20);
    }
  });

  it('is tried with at least one broken app for each of its rules', () => {
    const tried = new Set(BREAKAGES.flatMap(({ rules }) => rules));
    expect(RULES.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  describe('finds exactly what is broken', () => {
    it.each(BREAKAGES.map((breakage) => [breakage.rules[0], breakage.how, breakage] as const))(
      '%s: %s',
      (_, __, broken) => {
        const found = new Set(checkApp(broken.by(serviceApp())).map(({ rule }) => rule));
        expect([...found].toSorted()).toEqual([...broken.rules].toSorted());
      },
    );
  });
});
