/** The rules that need no type information, as oxlint has none to give. */
export const rulesWithoutTypes = [
  'no-mixed-test-runners',
  'no-module-level-resource',
  'no-shared-resource-teardown',
  'prefer-shared-fixture',
  'require-acquire-timeout',
  'require-teardown',
];
