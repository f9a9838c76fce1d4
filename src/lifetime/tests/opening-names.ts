/** Whether a method's name says that it opens a connection: `connect`, `acquire`, `getConnection`. */
export function isOpeningName(name: string | undefined): boolean {
  return name !== undefined && /^(?:_?(?:acquire|connect|init|launch|listen|open|start)|get[A-Z])/u.test(name);
}
