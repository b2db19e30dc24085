/**
 * Loads server.js with what the platform gives to it, afresh each time. `answer` plays our server behind the platform.
 *
 * `handlers`: by name. `calls`: template calls in order. `rendered`: what `renderData` was called with, each time. `settled`: settles when
 * nothing that a handler began is under way any more.
 */
function loadServer(answer) {
  const calls = [];
  const rendered = [];
  const underWay = new Set();
  const invokeTemplate = (name, options) => {
    const call = { name, body: JSON.parse(options.body) };
    calls.push(call);
    const answering = answer(call);
    underWay.add(answering.catch(() => null));
    return answering;
  };
  Object.assign(globalThis, { $request: { invokeTemplate }, renderData: (...values) => rendered.push(values) });
  let handlers = {};
  jest.isolateModules(() => {
    handlers = require('../../server/server.js');
  });
  const settled = async () => {
    // One turn for the call to be made, one for what follows its answer.
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(underWay);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { handlers, calls, rendered, settled };
}

module.exports = { loadServer };
