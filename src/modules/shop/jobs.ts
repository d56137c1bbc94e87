import { files } from "@/platform/files";
import { handle } from "@/platform/jobs/handler";
import { removeLogoFile } from "./contract";
import { findLogo } from "./queries";

export const shopJobs = [
  handle(removeLogoFile, async (ctx, { fileKey }) => {
    const logo = await findLogo(ctx);
    if (logo?.fileKey !== fileKey) await files().remove(fileKey);
  }),
];
