import config from '../../examples/signal-scanner/vitest.config.ts';

/** The example's own configuration, for a database that runs already: to make one takes ten times as long as a test. */
export default { ...config, test: { ...config.test, globalSetup: [] } };
