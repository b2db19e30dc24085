import { onServer, tryRule } from '../fixtures/rule-cases.ts';
import { OWN_RULES } from './all.ts';
import { noCrossScopeAssign } from './cross-scope.ts';
import { noDependencyMismatch } from './dependencies.ts';
import { noDeprecatedApis, noUnpkgCdn } from './outdated.ts';
import { noHtmlInjection, noWindowState } from './page-safety.ts';
import { noLoggingRejections, noUnhandledPromise } from './promises.ts';
import { noNonClientRequestModel, noProxyRequests } from './requests.ts';
import { describe, expect, it } from '@jest/globals';

describe('The vendor’s eight lint rules in our own words, and two of ours', () => {
  it('are all there', () => {
    expect(Object.keys(OWN_RULES)).toHaveLength(10);
  });
});

tryRule('no-non-client-request-model', noNonClientRequestModel, {
  passes: [
    "client.request.invokeTemplate('openPanel', {}).catch(show);",
    'state.fetch(1);',
    'const map = new Map(); map.get("fetch");',
    'window.open("about:blank");',
    '$(".x").get(0);',
    onServer('fetch("https://example.com");'),
  ],
  refuses: [
    ['fetch("https://example.com");', /fetch goes around the platform/],
    ['window.fetch("https://example.com");', /window\.fetch/],
    ["window['fetch']('https://example.com');", /window\.fetch/],
    ['const call = new XMLHttpRequest();', /XMLHttpRequest/],
    ['new window.XMLHttpRequest();', /window\.XMLHttpRequest/],
    ['axios.get("/x");', /axios\.get/],
    ['$.ajax({});', /\$\.ajax/],
    ['jQuery.getJSON("/x");', /jQuery\.getJSON/],
    ['navigator.sendBeacon("/x");', /sendBeacon/],
    ['new EventSource("/x");', /EventSource/],
    ['new WebSocket("wss://example.com");', /WebSocket/],
  ],
});

tryRule('no-unhandled-promise', noUnhandledPromise, {
  passes: [
    'load().then(show, fail);',
    'load().then(show).catch(fail);',
    'load().then(show).catch(fail).finally(done);',
    'const later = load().then(show);',
    'function open() { return client.data.get("ticket"); }',
    'client.instance.resize({ height: "500px" });',
    'client.events.on("app.activated", show);',
    'Promise.all([a, b]).then(show, fail);',
    'async function go() { await load().then(show); }',
  ],
  refuses: [
    ['load().then(show);', /Nobody learns/],
    ['load()["then"](show);', /Nobody learns/],
    ['load()?.then(show);', /Nobody learns/],
    ['load().finally(done);', /Nobody learns/],
    ['load().then(show).finally(done);', /Nobody learns/],
    ['load().catch(fail).then(show);', /Nobody learns/],
    ['load().catch();', /Nobody learns/],
    ['client.request.invokeTemplate("openPanel", {});', /Nobody learns/],
    ['client.interface.trigger("showNotify", {});', /Nobody learns/],
    ['Promise.all([a, b]);', /Nobody learns/],
  ],
});

tryRule('no-logging-rejections', noLoggingRejections, {
  passes: [
    'load().catch((error) => show(error));',
    'load().catch((error) => { console.error(error); show(error); });',
    'load().catch(() => null);',
    'try { go(); } catch (error) { show(error); }',
  ],
  refuses: [
    ['load().catch((error) => console.error(error));', /Only the console/],
    ['load().catch(function (error) { console.log("no", error); });', /Only the console/],
    ['load().then(show, (error) => { console.error(error); });', /Only the console/],
    ['load().catch(console.error);', /Only the console/],
    ['const a = load().catch((error) => { console.log(1); console.log(error); });', /Only the console/],
    ['try { go(); } catch (error) { console.error(error); }', /Only the console/],
  ],
});

tryRule('no-cross-scope-assign', noCrossScopeAssign, {
  passes: [
    'const state = { client: null }; function keep(client) { state.client = client; }',
    'function go() { let n = 0; n = 1; return n; }',
    'function go() { let n = 0; if (n === 0) { n = 1; } return n; }',
    'function go(n) { n = 1; return n; }',
    'let a = 1; a = 2;',
    'function go() { undeclared = 1; }',
    onServer('let client; function keep(c) { client = c; }'),
  ],
  refuses: [
    ['let client; function keep(c) { client = c; }', /"client" is declared in another function/],
    ['function go() { let n = 0; return () => { n = 1; }; }', /"n" is declared/],
    ['function go() { let n = 0; return () => n++; }', /"n" is declared/],
    ['function go() { let n = 0; list.forEach((x) => { n += x; }); return n; }', /"n" is declared/],
    ['let a; const go = () => { ({ a } = load()); };', /"a" is declared/],
  ],
});

tryRule('no-dependency-mismatch', noDependencyMismatch, {
  passes: [
    onServer("const a = require('./lib/a');"),
    onServer("const base64 = require('base64');", ['base64']),
    onServer("const { createHash } = require('crypto');"),
    "const a = require('whatever');",
  ],
  refuses: [
    [onServer("const base64 = require('base64');"), /"base64" is not in manifest\.json/],
    [onServer('const a = require(name);', ['base64']), /Write out/],
    [onServer('const a = require();'), /Write out/],
  ],
});

tryRule('no-unpkg-cdn', noUnpkgCdn, {
  passes: ["const a = 'https://cdn.jsdelivr.net/npm/x';", '// unpkg.com is refused'],
  refuses: [
    ["const a = 'https://unpkg.com/x';", /unpkg\.com is refused/],
    // eslint itself is what reads this text, so the hole in it is meant.
    [['const a = `//unpkg.com/', '{x}`;'].join('$'), /unpkg\.com is refused/],
  ],
});

tryRule('no-proxy-requests', noProxyRequests, {
  passes: [
    'client.request.invokeTemplate("a", {}).catch(show);',
    'client.data.get("ticket");',
    'request.get("x");',
    onServer('$db.get("x").catch(show);'),
    onServer('$request.invokeTemplate("a", {}).catch(show);'),
  ],
  refuses: [
    ['client.request.get("https://example.com", {});', /request method of platform 2\.x/],
    ['state.client.request.post("https://example.com", {});', /platform 2\.x/],
    ['client.request["delete"]("https://example.com", {});', /platform 2\.x/],
    [onServer('$request.put("https://example.com", {});'), /platform 2\.x/],
  ],
});

tryRule('no-deprecated-apis', noDeprecatedApis, {
  passes: ['client.data.get("requester");', 'client.interface.trigger("click", {});', 'state.dom.find("x");'],
  refuses: [
    ['client.data.get("contact");', /client\.data\.get\("requester"\)/],
    ['client.domHelper.find("x");', /client\.domHelper is gone/],
    [onServer('const a = loadLib("b");'), /loadLib is gone\. Use require/],
  ],
});

tryRule('no-html-injection', noHtmlInjection, {
  passes: [
    'box.textContent = name;',
    "box.innerHTML = '';",
    'box.append(name);',
    'document.write;',
    'log.write(name);',
  ],
  refuses: [
    ['box.innerHTML = name;', /innerHTML turns text into markup/],
    ['box.innerHTML += name;', /innerHTML/],
    ["box['innerHTML'] = name;", /innerHTML/],
    ["box.innerHTML = '<b>fixed</b>';", /innerHTML/],
    ['box.outerHTML = name;', /outerHTML/],
    ["box.insertAdjacentHTML('beforeend', name);", /insertAdjacentHTML/],
    ['document.write(name);', /write/],
    ['document.writeln(name);', /writeln/],
    ['frame.srcdoc = name;', /srcdoc/],
    ["new DOMParser().parseFromString(name, 'text/html');", /parseFromString/],
    ['document.createRange().createContextualFragment(name);', /createContextualFragment/],
  ],
});

tryRule('no-window-state', noWindowState, {
  passes: ['const SR = {};', 'window.onerror = show;', 'state.window = 1;'],
  refuses: [
    ['window.SR = {};', /anybody can change/],
    ['globalThis.count = 1;', /anybody can change/],
    ['window[name] = 1;', /anybody can change/],
  ],
});
