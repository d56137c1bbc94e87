/** Set by our own client. A page of another site cannot send it without asking first, and is never allowed to. */
export const OWN_HEADER = "x-quartermaster";

/** How much of the database a caller has seen. An answer to a change has it, and a request brings it back. */
export const POSITION_HEADER = "x-quartermaster-position";

/** A ticket for the browser's own part of a trace that is kept, and where it is handed in. */
export const TRACE_HEADER = "x-quartermaster-trace";
export const SPANS_PATH = "/api/spans";
