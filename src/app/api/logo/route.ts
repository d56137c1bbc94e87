import { refuseMethods } from "@/platform/http/refuse-methods";
import { serveLogo } from "@/server/serve-logo";

export const dynamic = "force-dynamic";

export const GET = (request: Request) => serveLogo(request);

const refuse = refuseMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
