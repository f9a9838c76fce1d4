export interface Community {
  name: string;
  topics: string[];
  members: number;
}

export const communities: Community[] = [
  { name: 'r/productivity', topics: ['productivity', 'notes', 'note-taking', 'focus'], members: 2_400_000 },
  { name: 'r/startups', topics: ['startup', 'founders', 'customers', 'pricing'], members: 1_600_000 },
  { name: 'r/machinelearning', topics: ['ai', 'models', 'research'], members: 2_900_000 },
  { name: 'r/notetaking', topics: ['note-taking', 'notes', 'app'], members: 38_000 },
  { name: 'r/selfhosted', topics: ['self-hosted', 'server', 'backup'], members: 490_000 },
];

/** Communities that talk about any of the keywords: best overlap first, then the larger one. */
export function discoverCommunities(keywords: string[], among: Community[] = communities, limit = 3): Community[] {
  const wanted = new Set(keywords);
  return among
    .map((community) => ({ community, overlap: community.topics.filter((topic) => wanted.has(topic)).length }))
    .filter(({ overlap }) => overlap > 0)
    .sort((a, b) => b.overlap - a.overlap || b.community.members - a.community.members)
    .slice(0, limit)
    .map(({ community }) => community);
}
