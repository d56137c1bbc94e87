/** Where browsers hand in what they report, and the address that they believe in: only the web knows the real one. */
export const REPORTS_PATH = "/api/errors";
export const BROWSER_DSN = "https://browser@errors.invalid/1";
