import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import GithubSlugger from 'github-slugger';
import { marked, type Token } from 'marked';
import { describe, expect, it } from 'vitest';

import { root } from '../support/markdown.ts';

const pages = [...pagesIn('.', false), ...pagesIn('docs', true), ...pagesIn('examples', true)];

/** The Markdown files of a folder. */
function pagesIn(folder: string, recursive: boolean): readonly string[] {
  return readdirSync(join(root, folder), { recursive, encoding: 'utf8' })
    .map((path) => join(folder, path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules/'))
    .toSorted();
}

function tokensOf(page: string): readonly Token[] {
  const tokens: Token[] = [];
  void marked.walkTokens(marked.lexer(readFileSync(join(root, page), 'utf8')), (token) => {
    tokens.push(token);
  });
  return tokens;
}

/** The names by which GitHub lets a link point at the headings of a page. */
function anchorsOf(page: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  return new Set(
    tokensOf(page).flatMap((token) => (token.type === 'heading' ? [slugger.slug(plainText(token as never))] : [])),
  );
}

/** The text of a heading without its marks. */
function plainText(token: { readonly text?: string; readonly tokens?: readonly never[] }): string {
  return token.tokens?.map(plainText).join('') ?? token.text ?? '';
}

/** Links and pictures that stay in the repository. */
function relativeLinks(page: string): readonly string[] {
  return tokensOf(page).flatMap((token) => {
    const href = token.type === 'link' || token.type === 'image' ? String(token.href) : undefined;
    return href === undefined || /^[a-z]+:/u.test(href) ? [] : [href];
  });
}

/** What is wrong with a link; undefined when it leads somewhere. */
function faultOf(page: string, href: string): string | undefined {
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? page : relative('.', join(dirname(page), path));
  if (!existsSync(join(root, target))) {
    return `${href}: there is no ${target}`;
  }
  const isHeading = anchor === undefined || (statSync(join(root, target)).isFile() && anchorsOf(target).has(anchor));
  return isHeading ? undefined : `${href}: ${target} has no such heading`;
}

describe('the relative links of', () => {
  it.each(pages)('%s lead somewhere', (page) => {
    expect(relativeLinks(page).flatMap((href) => faultOf(page, href) ?? [])).toEqual([]);
  });
});

it('there are links and anchors to be followed', () => {
  const links = pages.flatMap(relativeLinks);
  expect(links).toContain('docs/settings.md');
  expect(links.some((href) => href.includes('#'))).toBe(true);
});

it('a link to nowhere is found', () => {
  expect(faultOf('README.md', 'docs/nothing.md')).toBe('docs/nothing.md: there is no docs/nothing.md');
  expect(faultOf('README.md', '#nothing')).toBe('#nothing: README.md has no such heading');
  expect(faultOf('docs/ci.md', '../README.md#install')).toBeUndefined();
});
