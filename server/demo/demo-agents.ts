/** The agents of the pretend company, as the fake help desk knows them; `device` is the AnyDesk ID of each one’s computer. */
export const DEMO_AGENTS = [
  {
    key: 'mara',
    name: 'Mara Lindqvist',
    email: 'mara.lindqvist@kestrel.example',
    about: 'The agent who has Hannah’s ticket. Start here.',
    device: 742_615_308,
  },
  {
    key: 'jun',
    name: 'Jun Watanabe',
    email: 'jun.watanabe@kestrel.example',
    about: 'A colleague, to see how it looks from the next desk.',
    device: 742_615_309,
  },
] as const;

export type DemoAgent = (typeof DEMO_AGENTS)[number];

export function demoAgent(key: unknown): DemoAgent | null {
  return DEMO_AGENTS.find((agent) => agent.key === key) ?? null;
}
