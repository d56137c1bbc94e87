/** Set by our own client. A page of another site cannot send it without asking first, and is never allowed to. */
export const OWN_HEADER = "x-quartermaster";
