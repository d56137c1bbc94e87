import { documentsJobs } from "@/modules/documents/jobs";
import { importsJobs } from "@/modules/imports/jobs";
import { notificationsJobs } from "@/modules/notifications/jobs";
import { ordersJobs } from "@/modules/orders/jobs";
import { privacyJobs } from "@/modules/privacy/jobs";
import { shopJobs } from "@/modules/shop/jobs";
import type { Handler } from "@/platform/jobs/handler";
import { type ModuleJobs, ofModules } from "@/platform/jobs/module-jobs";

/**
 * Everything that happens in the background: one line for each module, under the name by which a worker may take it
 * alone. Those that have no jobs yet are named too, so that who gives each a worker need not know which do. What
 * `worker.ts` does beside them goes by the same names.
 */
export const JOBS: ModuleJobs = {
  shop: shopJobs,
  users: [],
  approvals: [],
  catalog: [],
  inventory: [],
  customers: [],
  pricing: [],
  orders: ordersJobs,
  returns: [],
  invoices: [],
  picking: [],
  documents: documentsJobs,
  reports: [],
  parcels: [],
  imports: importsJobs,
  notifications: notificationsJobs,
  privacy: privacyJobs,
};

export const allHandlers: readonly Handler[] = ofModules(JOBS);
