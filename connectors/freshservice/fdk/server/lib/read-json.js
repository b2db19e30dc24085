/** What the platform hands on of an answer is a text. Null when it holds no JSON object. */
exports.readJson = function (text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
};
