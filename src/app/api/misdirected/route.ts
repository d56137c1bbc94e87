import { refuse } from "@/platform/http/refuse";
import { refuseMethods } from "@/platform/http/refuse-methods";

export const dynamic = "force-dynamic";

const MESSAGE =
  "This address is not one of Quartermaster's. Open it by the address in APP_URL, or name this host in ALLOWED_HOSTS.";

/** Requests for hosts that are not ours are led here, whatever they asked for. */
export const GET = () => refuse(421, { body: { message: MESSAGE } });

const refuseOthers = refuseMethods("GET", "HEAD");
export { refuseOthers as POST, refuseOthers as PUT, refuseOthers as PATCH, refuseOthers as DELETE };
