import { logger } from "@/platform/logger";
import { onRequest } from "./on-request";

/** One line for each request once its answer is over. Its query may be private, and is left out. */
export const logRequests = (): (() => void) =>
  onRequest(({ request, response }) => {
    const startedAt = performance.now();
    const [path = ""] = (request.url ?? "").split("?");
    const given = request.headers["x-request-id"];
    response.once("close", () =>
      logger().info(
        {
          method: request.method,
          path,
          status: response.statusCode,
          isWhole: response.writableFinished,
          ms: Math.round(performance.now() - startedAt),
          ...(typeof given === "string" && { givenRequestId: given.slice(0, GIVEN_CHARACTERS_MAX) }),
        },
        "request",
      ),
    );
  });

const GIVEN_CHARACTERS_MAX = 64;
