/** Pinned: the vendor's libraries default to old ones. The app's `sourceApiVersion` is the same number. */
export const API_VERSION = '67.0';
