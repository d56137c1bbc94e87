/**
 * Names the sources that this was built from, the same in the server and in its pages: the build writes it in place of
 * the variable. Nothing in development.
 */
export const BUILD_ID = process.env["BUILD_ID"];
