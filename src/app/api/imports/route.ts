import { takeImportFile } from "@/server/take-import-file";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeImportFile(request);
