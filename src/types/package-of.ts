/**
 * The package that a file belongs to, by its path.
 *
 * @param path absolute path of a source file
 * @returns the package's name as it is imported, so `@types/pg` counts as `pg`; undefined outside `node_modules`
 */
export function packageOfPath(path: string): string | undefined {
  const segments = path.replaceAll('\\', '/').split('/node_modules/');
  const [first, second] = segments.length === 1 ? [] : (segments.at(-1)?.split('/') ?? []);
  if (first === undefined) {
    return undefined;
  }
  if (first === '@types' && second !== undefined) {
    // `@types/scope__name` holds the types of `@scope/name`.
    return second.includes('__') ? `@${second.replace('__', '/')}` : second;
  }
  return first.startsWith('@') ? `${first}/${second ?? ''}` : first;
}
