export const config = {
  databaseUrl: process.env['DATABASE_URL'] ?? 'postgres://postgres:postgres@127.0.0.1:5432/signal_scanner',
  tokenSecret: process.env['TOKEN_SECRET'] ?? 'for-development-only',
  tokenLifetimeSeconds: 60 * 60,
  passwordCost: Number(process.env['PASSWORD_COST'] ?? 16_384),
  streamPollMilliseconds: 200,
  port: Number(process.env['PORT'] ?? 3000),
};
