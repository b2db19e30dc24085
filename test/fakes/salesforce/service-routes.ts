import type { Route } from './api-call.ts';
import { API_PATH, KNOWN_VERSIONS } from './api-version.ts';
import type { Org } from './org.ts';

const DAY_MS = 86_400_000;

/** Counts a call. False when the day's calls are used up. */
export function countCall(org: Org): boolean {
  const now = org.clock.now();
  if (now - org.usage.since >= DAY_MS) Object.assign(org.usage, { calls: 0, since: now });
  if (org.usage.calls >= org.settings.dailyCalls) return false;
  org.usage.calls += 1;
  return true;
}

export function usageHeader(org: Org): Record<string, string> {
  return { 'sforce-limit-info': `api-usage=${String(org.usage.calls)}/${String(org.settings.dailyCalls)}` };
}

/** Which versions there are; asked without credentials. */
export function versionList(): readonly Record<string, string>[] {
  return KNOWN_VERSIONS.map((version) => ({
    label: `Version ${version}`,
    url: `/services/data/v${version}`,
    version,
  }));
}

export const SERVICE_ROUTES: readonly Route[] = [
  {
    name: 'resources',
    methods: ['GET'],
    pattern: /^\/?$/,
    handle: () => ({
      status: 200,
      body: Object.fromEntries(
        ['sobjects', 'query', 'queryAll', 'composite', 'limits', 'graphql', 'actions', 'metadata'].map((name) => [
          name,
          `${API_PATH}/${name}`,
        ]),
      ),
    }),
  },
  {
    name: 'limits',
    methods: ['GET'],
    pattern: /^\/limits\/?$/,
    handle({ org }) {
      const { dailyCalls, dailyEvents } = org.settings;
      return {
        status: 200,
        body: {
          DailyApiRequests: { Max: dailyCalls, Remaining: Math.max(0, dailyCalls - org.usage.calls) },
          DailyDeliveredPlatformEvents: { Max: dailyEvents, Remaining: dailyEvents },
          DataStorageMB: { Max: 10_240, Remaining: 10_000 },
        },
      };
    },
  },
];
