import { describe, expect, it } from '@jest/globals';
import { loadKinds } from '../../deliveries/load-kinds.ts';
import { LANGUAGES, texts } from '../../texts/texts.ts';
import { channelLabel, deliveryKindWord } from './delivery-words.ts';

describe('what is delivered, and where it goes', () => {
  it('is said in words for every kind there is, in every language', async () => {
    for (const { name, family } of (await loadKinds()).values()) {
      for (const language of LANGUAGES) {
        expect(deliveryKindWord(name, texts(language))).not.toBe(name);
        const label = channelLabel(family.prefix, texts(language));
        expect({ name, language, label }).not.toEqual({ name, language, label: family.prefix });
      }
    }
  });
});
