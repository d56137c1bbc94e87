import { refuseMethods } from "@/platform/http/refuse-methods";
import { takeUnsubscribe } from "@/server/take-unsubscribe";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeUnsubscribe(request);

const refuse = refuseMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
