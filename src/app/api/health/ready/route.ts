import { readiness } from "@/server/readiness";

export const dynamic = "force-dynamic";

/** 200 only when people can work. The answer names no detail of the house: the log does. */
export async function GET() {
  const isReady = await readiness();
  return Response.json({ ready: isReady }, { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } });
}
