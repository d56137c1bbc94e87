import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod";
import { listenLocally } from "./local-server";

const GetSecretValue = z.object({ SecretId: z.string() });

/**
 * What AWS documents of Secrets Manager's HTTP interface, as far as we ask it: a POST whose target is the action, in
 * AWS JSON 1.1, with an error in `__type`. Signatures are asked for and not verified.
 */
export async function startSecretsManager(secrets: Record<string, string>) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    const isSigned = request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=");
    if (!isSigned || request.headers["x-amz-target"] !== "secretsmanager.GetSecretValue")
      return answer(400, { __type: "AccessDeniedException", message: "Not allowed." });
    const { SecretId } = GetSecretValue.parse(await json(request));
    asked.push(SecretId);
    const SecretString = secrets[SecretId];
    return SecretString === undefined
      ? answer(400, { __type: "ResourceNotFoundException", Message: "Secrets Manager can't find the secret." })
      : answer(200, { ARN: `arn:aws:secretsmanager:eu-west-1:0:secret:${SecretId}`, Name: SecretId, SecretString });
  });
  const { port, stop } = await listenLocally(server);
  /** As AWS's own libraries are configured. */
  const environment = {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "an-id-of-the-tests",
    AWS_SECRET_ACCESS_KEY: "a-key-of-the-tests",
  };
  return { environment, asked, secrets, stop };
}
