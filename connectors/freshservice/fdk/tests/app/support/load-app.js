const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const APP = path.join(__dirname, '../../../app');
const PAGES = ['index', 'requests', 'form'];

/** The scripts of a page, in the order in which the page names them. */
function scriptsOf(page) {
  const html = readFileSync(path.join(APP, `${page}.html`), 'utf8');
  return [...html.matchAll(/src="(scripts\/[^"]+)"/g)].map(([, script]) => script);
}

/** Loads every script of the app but the one that starts a page by itself; of the languages those asked for, else all. */
function loadApp(languages = null) {
  const all = new Set(PAGES.flatMap(scriptsOf).filter((script) => script !== 'scripts/main.js'));
  for (const script of all) require(path.join(APP, script));
  for (const file of readdirSync(path.join(APP, 'scripts/texts'))) {
    if (languages === null || languages.includes(file.replace('.js', '')))
      require(path.join(APP, 'scripts/texts', file));
  }
  document.body.innerHTML = '<main id="main"></main><p id="said"></p>';
}

module.exports = { loadApp, scriptsOf, PAGES, APP };
