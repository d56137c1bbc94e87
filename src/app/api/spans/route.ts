import { takeBrowserSpans } from "@/platform/http/browser-spans";
import { refuseMethods } from "@/platform/http/refuse-methods";

export const dynamic = "force-dynamic";

export const POST = (request: Request) => takeBrowserSpans(request);

const refuse = refuseMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
