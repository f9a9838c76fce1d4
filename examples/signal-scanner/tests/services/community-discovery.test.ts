import { expect, test } from 'vitest';
import { discoverCommunities, type Community } from '../../app/services/communities.js';

const community = (name: string, topics: string[], members: number): Community => ({ name, topics, members });

test('the community that shares most keywords comes first', () => {
  const broad = community('broad', ['notes'], 1_000_000);
  const close = community('close', ['notes', 'app'], 1_000);

  expect(discoverCommunities(['notes', 'app'], [broad, close])).toEqual([close, broad]);
});

test('of two equally close communities the larger comes first', () => {
  const small = community('small', ['notes'], 1_000);
  const large = community('large', ['notes'], 1_000_000);

  expect(discoverCommunities(['notes'], [small, large])).toEqual([large, small]);
});

test('communities that share no keyword are left out', () => {
  expect(discoverCommunities(['gardening'])).toEqual([]);
});
