import { findLogo } from "@/modules/shop/queries";
import { files } from "@/platform/files";
import { refuse } from "@/platform/http/refuse";
import { can } from "@/shared/access";
import { isRefusal } from "@/shared/error";
import { createRequestContext } from "./context";

/** Its address names the file, so that what a browser keeps is always the image that the address means. */
const KEEP = "private, max-age=31536000, immutable";

/**
 * The shop's logo, as the kind of image that its content was found to be. With the headers of every answer (`nosniff`,
 * a policy by which nothing loads) a browser takes it for an image and for nothing else.
 */
export async function serveLogo(request: Request): Promise<Response> {
  const ctx = await createRequestContext(request);
  if (ctx.actor.kind === "anyone") return refuse(401);
  if (!can(ctx.actor, "shop.read")) return refuse(403);
  const logo = await findLogo(ctx);
  // Next hands `?key` on as `?key=`.
  if (!logo || !new URL(request.url).searchParams.has(logo.fileKey)) return refuse(404);
  try {
    const parts: Buffer[] = [];
    for await (const part of await files().get(logo.fileKey)) parts.push(part);
    const headers = { "content-type": logo.type, "x-content-type-options": "nosniff", "cache-control": KEEP };
    return new Response(Buffer.concat(parts), { headers });
  } catch (error) {
    if (isRefusal(error)) return refuse(404);
    throw error;
  }
}
