/**
 * Modules by which code registers functions that a platform runs. Its vendor wants clients to be made while the module is
 * loaded, so that the calls of one instance share them.
 *
 * @see {@link https://firebase.google.com/docs/functions/tips}
 */
export const functionPlatform = /["'](?:@azure\/functions|@google-cloud\/functions-framework|firebase-functions)["'/]/u;
