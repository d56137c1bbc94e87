import { handle } from "@/platform/jobs/handler";
import { mailNotices } from "./contract";
import { mailWaiting } from "./mail-notices";

export const notificationsJobs = [handle(mailNotices, mailWaiting)];
