import { expect, test } from 'vitest';
import { extractKeywords } from '../../app/services/keywords.js';

test('drops stop words and keeps compounds whole', () => {
  expect(extractKeywords('An AI-powered note-taking app for the researchers')).toEqual([
    'ai-powered',
    'note-taking',
    'app',
    'researchers',
  ]);
});

test('puts the most frequent words first', () => {
  expect(extractKeywords('notes, backup and notes; backup of notes')).toEqual(['notes', 'backup']);
});

test('gives no more than asked for', () => {
  expect(extractKeywords('alpha beta gamma delta', 2)).toEqual(['alpha', 'beta']);
});
