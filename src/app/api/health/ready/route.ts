import { NO_STORE } from "@/platform/http/refuse";
import { refuseMethods } from "@/platform/http/refuse-methods";
import { readiness } from "@/server/readiness";

export const dynamic = "force-dynamic";

/** 200 only when people can work. The answer names no cause, the log does, and what is wrong beside that. */
export async function GET() {
  const answer = await readiness();
  return Response.json(answer, { status: answer.ready ? 200 : 503, headers: NO_STORE });
}

const refuse = refuseMethods("GET", "HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
