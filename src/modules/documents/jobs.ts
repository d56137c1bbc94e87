import { handle } from "@/platform/jobs/handler";
import { mailDocument, printMany } from "./contract";
import { sendQueued, stopQueued } from "./mail-document";
import { endDeadRun, printRun } from "./runs/print-run";

export const documentsJobs = [handle(mailDocument, sendQueued, stopQueued), handle(printMany, printRun, endDeadRun)];
