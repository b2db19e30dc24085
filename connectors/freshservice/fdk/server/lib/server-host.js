const NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Whether the text is a host's name and nothing else: no protocol, port, path or address of numbers. */
exports.isServerHost = function (text) {
  return typeof text === 'string' && NAME.test(text);
};
