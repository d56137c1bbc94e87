import { takeCspReport } from "@/platform/http/csp-reports";
import { refuseMethods } from "@/platform/http/refuse-methods";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeCspReport(request);

const refuse = refuseMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
