/** The version that links in answers name, whatever version was asked for. */
export const API_VERSION = '67.0';
export const API_PATH = `/services/data/v${API_VERSION}`;
const OLDEST = 31;
/** Versions that are answered. */
export const KNOWN_VERSIONS: readonly string[] = Array.from(
  { length: 67 - OLDEST + 1 },
  (_, at) => `${String(OLDEST + at)}.0`,
);
