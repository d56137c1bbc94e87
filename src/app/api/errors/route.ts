import { refuseMethods } from "@/platform/http/refuse-methods";
import { takeErrorReport } from "@/server/take-error-report";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeErrorReport(request);

const refuse = refuseMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
