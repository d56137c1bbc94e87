import { importsJobs } from "@/modules/imports/jobs";
import { notificationsJobs } from "@/modules/notifications/jobs";
import { shopJobs } from "@/modules/shop/jobs";
import type { Handler } from "@/platform/jobs/handler";

/** Everything that happens in the background: one line for each module. */
export const allHandlers: readonly Handler[] = [...shopJobs, ...importsJobs, ...notificationsJobs];
