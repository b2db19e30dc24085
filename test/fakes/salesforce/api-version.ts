/** The version that links in answers name, whatever version was asked for. */
export const API_VERSION = '67.0';
export const API_PATH = `/services/data/v${API_VERSION}`;
/** Versions that are answered. */
export const KNOWN_VERSIONS: readonly string[] = ['51.0', '60.0', '62.0', '63.0', '64.0', '65.0', '66.0', '67.0'];
