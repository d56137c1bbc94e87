import { refuseMethods } from "@/platform/http/refuse-methods";
import { appRouter } from "@/server/router";
import { makeTrpcHandler } from "@/server/trpc-handler";

export const dynamic = "force-dynamic";

const handle = makeTrpcHandler(appRouter);

export const GET = (request: Request) => handle(request);
export const POST = (request: Request) => handle(request);

const refuse = refuseMethods("GET", "HEAD", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
