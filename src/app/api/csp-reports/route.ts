import { takeCspReport } from "@/server/csp-reports";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeCspReport(request);
