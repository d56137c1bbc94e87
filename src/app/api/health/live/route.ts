import { NO_STORE } from "@/platform/http/refuse";
import { refuseMethods } from "@/platform/http/refuse-methods";

/** The process answers. Whether people can work is another question: see `ready`. */
export const dynamic = "force-dynamic";

export const GET = () => Response.json({ live: true }, { headers: NO_STORE });

const refuse = refuseMethods("GET", "HEAD");
export { refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE };
