/** Datalist of zones on every page that asks for one. */
export const ZONE_LIST = 'zones';

let zones: readonly string[] | null = null;

/** Names of time zones to choose from. The fields take others too, such as `UTC+2` written as `Etc/GMT-2`. */
export function timeZones(): readonly string[] {
  zones ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return zones;
}
