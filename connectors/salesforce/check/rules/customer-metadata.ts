import type { ProjectRule } from './rule.ts';

const KINDS =
  /\/(flexipages|profiles|applications|settings|globalValueSets|standardValueSets|sharingRules|workflows|assignmentRules)\//;
const OF_OTHERS = /\/(objects|layouts|objectTranslations)\/(?!Session_Request_)/;

/** Nothing that is deployed may stand in for a layout, page, profile or object of the customer's. */
export const customerMetadata: ProjectRule = (files) =>
  [...files.keys()]
    .filter((file) => !file.startsWith('samples/') && (KINDS.test(file) || OF_OTHERS.test(file)))
    .map((file) => ({
      file,
      message: 'Deploying it would overwrite the customer’s own. Move it to samples/, or take it out.',
    }));
