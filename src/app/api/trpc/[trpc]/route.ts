import { envelopeOf } from "@/platform/http/envelope";
import { frontDoor } from "@/platform/http/front-door";
import { toResponse } from "@/platform/http/pushed-answer";
import { refuseMethods } from "@/platform/http/refuse-methods";
import { appRouter } from "@/server/router";
import { makeCallHandler } from "@/server/trpc-handler";

export const dynamic = "force-dynamic";

const answer = makeCallHandler(appRouter);
frontDoor().serve(answer);

const handle = async (request: Request) => toResponse(await answer(envelopeOf(request)));
export { handle as GET, handle as POST };

const refuse = refuseMethods("GET", "HEAD", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
