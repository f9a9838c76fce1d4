/** Modules that pages load as well as servers do. What a page opens by them is closed when it is left. */
export const inPages: ReadonlySet<string> = new Set([
  '@stomp/stompjs',
  '@trpc/client',
  'eventsource',
  'graphql-ws',
  'mqtt',
  'socket.io-client',
]);
