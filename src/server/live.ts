import { TRPCError } from "@trpc/server";
import * as z from "zod";
import { procedure, router } from "@/platform/trpc/procedure";
import { LiveStream } from "./live-stream";

/** The position of the last fact that was seen. The browser sends it by itself when it comes back. */
const Follow = z.strictObject({
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullish(),
});

export const liveRouter = router({
  events: procedure("live.follow")
    .input(Follow)
    .subscription(async ({ ctx, input, signal }) => {
      if (!signal) throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
      return LiveStream.open(ctx.actor, { after: input.lastEventId ? Number(input.lastEventId) : null, signal });
    }),
});
