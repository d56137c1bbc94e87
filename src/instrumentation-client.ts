import { hearErrors } from "@/client/hear-errors";

// Next runs this in the browser before any page. Zod tries `new Function` once to see whether it may compile its
// checks; a strict content policy reports that try as a violation, and no screen has need of the speed. Its settings
// are global, so that a page without zod need not load it to say so.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

hearErrors();
