import { handle } from "@/platform/jobs/handler";
import { removeMailFiles } from "@/platform/mail/remove-mail-files";
import { eraseMails } from "./contract";

export const privacyJobs = [
  // Emails that are files here link to the orders that they are about, or are named by them.
  handle(eraseMails, async (_ctx, { orderIds }) => {
    await removeMailFiles(({ name, html }) => orderIds.some((id) => name.includes(id) || html.includes(id)));
  }),
];
