/** What this app is, as it tells the server. */
exports.VERSION = '0.1.0';
/** The form of the calls that this app speaks. The server says which ones it still understands. */
exports.PROTOCOL = 1;
