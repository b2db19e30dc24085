import { afterEach } from '@jest/globals';
import type { Answer } from '../../core/ports/answer.ts';
import type { Sent } from '../../server/deliveries/delivery-kind.ts';
import { type DispatchWorld, dispatchWorld, type WorldOptions } from './dispatch-world.ts';
import { type Script, type ScriptedKind, scriptedKind } from './scripted-kind.ts';

export type GivenKind = ScriptedKind & { readonly world: DispatchWorld };

/** Makes worlds with one scripted kind each; they end with the test. Call it once a file. */
export function worldsOfThisFile(): (script?: Script, options?: Partial<WorldOptions>) => Promise<GivenKind> {
  const worlds: DispatchWorld[] = [];
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.end();
  });
  return async (script = {}, options = {}) => {
    const scripted = scriptedKind(script);
    const world = await dispatchWorld({ kinds: [scripted.kind], ...options });
    worlds.push(world);
    return { ...scripted, world };
  };
}

/** A reply that the test gives when it wants to. */
export function held(): { readonly promise: Promise<Answer<Sent>>; readonly answer: (answer: Answer<Sent>) => void } {
  const { promise, resolve } = Promise.withResolvers<Answer<Sent>>();
  return { promise, answer: resolve };
}
