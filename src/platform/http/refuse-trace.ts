import { processSingleton } from "@/platform/process-singleton";
import { onRequest } from "./on-request";

/**
 * TRACE sends a request back as it came, cookies and all; no route offers it. Next cannot even make a request of it and
 * would answer 500, so before Next looks it becomes a method that Next knows and refuses, with 405.
 */
export const refuseTrace = (): void =>
  processSingleton("refuse-trace", () => {
    onRequest(({ request }) => {
      if (request.method === "TRACE") request.method = "DELETE";
    });
  });
