const MENDS: readonly (readonly [RegExp, string])[] = [
  [
    /translation workbench|not (?:a )?valid (?:language|locale)|language .*not (?:enabled|active|supported)/i,
    'Leave "translations" out of --with, or switch on Translation Workbench with Chinese (Traditional) in Setup.',
  ],
  [
    /depends on permission/i,
    'A right in the permission set rests on another one. Tell us the whole sentence; until then, take the right away in a copy of the set.',
  ],
  [
    /(?:unknown user permission|invalid permission|not available for this (?:organization|org)|not have access to .*licen[cs]e)/i,
    'Your edition or licence lacks this. Parts in add-ons can be left out of --with; for any other part, tell us the whole sentence.',
  ],
  [
    /dashboard.*(?:limit|maximum|exceed)|dynamic dashboard/i,
    'Your edition has no dynamic dashboard left. Leave "reports" out of --with.',
  ],
  [
    /no (?:\w+ ){0,3}named .* found/i,
    'It rests on a part that the org does not have. Look first at the other problems of this list.',
  ],
  [/chatter|feed.*not enabled/i, 'Switch Chatter on in Setup, then deploy again.'],
];

/** What an admin can do about a problem that Salesforce tells of a component; null when nobody has met it yet. */
export function mendFor(problem: string): string | null {
  return MENDS.find(([pattern]) => pattern.test(problem))?.[1] ?? null;
}
