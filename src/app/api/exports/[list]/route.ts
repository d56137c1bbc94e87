import { refuseMethods } from "@/platform/http/refuse-methods";
import { serveExport } from "@/server/serve-export";

export const dynamic = "force-dynamic";

type Named = { params: Promise<{ list: string }> };

export const POST = async (request: Request, { params }: Named) => serveExport(request, (await params).list);

const refuse = refuseMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
