const { loadApp } = require('./support/load-app.js');

// English comes with the page; German is on the server, as every other language.
loadApp([]);
const { words } = SR.parts;
const asked = () => [...document.head.querySelectorAll('script')];
const german = () => {
  require('../../app/scripts/texts/de.js');
  asked().at(-1).dispatchEvent(new Event('load'));
};

describe('A language whose texts are not here yet', () => {
  const draws = [];
  const draw = () => draws.push(words.t('cancel'));

  it('is fetched once, and English is spoken until it came', async () => {
    const settled = [words.choose(['de'], draw), words.choose(['de-CH'])];
    expect(words.t('cancel')).toBe('Cancel');
    expect([words.tag(), document.documentElement.lang, draws]).toEqual(['en', 'en', []]);
    expect(asked().map((script) => script.getAttribute('src'))).toEqual(['scripts/texts/de.js']);
    asked()[0].dispatchEvent(new Event('error'));
    await Promise.all(settled);
    expect([words.tag(), draws]).toEqual(['en', []]);
  });

  it('is asked for again after it could not be fetched, and spoken as soon as it is here', async () => {
    const settled = words.choose(['de'], draw);
    expect(asked()).toHaveLength(2);
    german();
    await settled;
    expect([words.tag(), document.documentElement.lang, draws]).toEqual(['de', 'de', ['Abbrechen']]);
  });

  it('is not spoken when another one was chosen in the meantime', async () => {
    const settled = words.choose(['ar'], draw);
    words.choose(['de']);
    require('../../app/scripts/texts/ar.js');
    asked().at(-1).dispatchEvent(new Event('load'));
    await settled;
    expect([words.tag(), draws.length]).toEqual(['de', 1]);
  });

  it('is never an address that somebody else thought up', () => {
    const before = asked().length;
    words.choose(['../../evil', 'https://evil.example/x', '__proto__']);
    expect([words.tag(), asked().length]).toEqual(['en', before]);
  });
});

describe('Arabic', () => {
  it('runs from the right, and keeps names and numbers of the other direction apart', () => {
    words.choose(['ar']);
    expect(document.documentElement.dir).toBe('rtl');
    expect(words.t('now.open', { name: 'Ada (2)' })).toContain('\u2068Ada (2)\u2069');
    words.choose(['en']);
    expect(document.documentElement.dir).toBe('ltr');
    expect(words.t('now.open', { name: 'Ada (2)' })).not.toContain('\u2068');
  });

  it('and a name in Arabic keeps to itself in an English sentence', () => {
    words.choose(['en']);
    expect(words.t('now.open', { name: 'ليلى' })).toBe('\u2068ليلى\u2069 has not joined yet.');
  });
});
