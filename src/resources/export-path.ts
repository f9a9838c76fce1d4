/** Whether members of a module are an export, with the two ways in which a CommonJS module is imported by default. */
export function isExport(name: string, path: readonly string[]): boolean {
  const written = path.join('.');
  return name === 'default'
    ? written === '' || written === 'default' || written === 'default.default'
    : written === name || written === `default.${name}`;
}
