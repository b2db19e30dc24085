/** The platform takes what is assigned to `exports`; Node wants it in `module.exports`. */
module.exports = { process: (code) => ({ code: `${code}\nmodule.exports = exports;\n` }) };
