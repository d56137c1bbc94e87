import { documentsJobs } from "@/modules/documents/jobs";
import { importsJobs } from "@/modules/imports/jobs";
import { notificationsJobs } from "@/modules/notifications/jobs";
import { ordersJobs } from "@/modules/orders/jobs";
import { privacyJobs } from "@/modules/privacy/jobs";
import { shopJobs } from "@/modules/shop/jobs";
import type { Handler } from "@/platform/jobs/handler";
import { type ModuleJobs, ofModules } from "@/platform/jobs/module-jobs";
import type { WorkingModule } from "@/shared/working-modules";

/** Everything that happens in the background, by module. What `worker.ts` does beside it goes by the same names. */
export const JOBS: ModuleJobs & Readonly<Record<WorkingModule, readonly Handler[]>> = {
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
