// @ts-check
import { refuseOldNode } from "./launch/node-version.mjs";

refuseOldNode();

/* npm run capacity: what each environment carries, by what was measured, and what far more would need. */
import("./capacity/print-capacity.mjs").then(({ printCapacity }) => printCapacity());
