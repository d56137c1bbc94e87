import { refuseMethods } from "@/platform/http/refuse-methods";
import { serveDocument } from "@/server/serve-document";

export const dynamic = "force-dynamic";

type Named = { params: Promise<{ kind: string; id: string }> };

export const GET = async (request: Request, { params }: Named) => serveDocument(request, await params);

const refuse = refuseMethods("GET");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
