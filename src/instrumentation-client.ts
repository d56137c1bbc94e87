import { config } from "zod";

// Called by Next in the browser before any page. Zod tries `new Function` once to see whether it may compile its
// checks; a strict content policy reports that try as a violation, and no screen has need of the speed.
config({ jitless: true });
