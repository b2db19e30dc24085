/** Parts of the app that not every org can or wants to have. The first part, force-app, is always deployed. */
export const ADD_ONS = {
  doorbell: 'force-app-doorbell',
  reports: 'force-app-reports',
  translations: 'force-app-translations',
} as const;

export type AddOn = keyof typeof ADD_ONS;

/** The add-ons named in a list such as `doorbell,reports`; a sentence when one of them does not exist. */
export function readAddOns(list: string): readonly AddOn[] | string {
  const names = list.split(',').map((name) => name.trim());
  const found = names.filter((name): name is AddOn => Object.hasOwn(ADD_ONS, name));
  const unknown = names.find((name) => !Object.hasOwn(ADD_ONS, name));
  if (unknown === undefined) return [...new Set(found)];
  return `--with takes ${Object.keys(ADD_ONS).join(', ')}, separated by commas; "${unknown}" is none of them.`;
}

/** The package directories to deploy, below the project's folder. */
export function packageDirectories(addOns: readonly AddOn[]): readonly string[] {
  return ['force-app', ...addOns.map((name) => ADD_ONS[name])];
}
