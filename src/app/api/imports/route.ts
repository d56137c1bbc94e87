import { refuseMethods } from "@/platform/http/refuse-methods";
import { takeImportFile } from "@/server/take-import-file";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeImportFile(request);

const refuse = refuseMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
