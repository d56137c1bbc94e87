import { refuseMethods } from "@/platform/http/refuse-methods";
import { handleAuth } from "@/server/auth-handler";

export const dynamic = "force-dynamic";

export const GET = (request: Request) => handleAuth(request);
export const POST = (request: Request) => handleAuth(request);

const refuse = refuseMethods("GET", "HEAD", "POST");
export { refuse as PUT, refuse as PATCH, refuse as DELETE };
